package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.bootstrap.installation.DataFolder;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first admin key, wherever a crash cuts its making short. */
class FirstKeyTest {
  @TempDir Path temp;

  private final DatabaseAddress database = ScratchServer.freshDatabase();

  private Service start(Path data) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, data.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
    given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
    return Service.start(Settings.of(given), List.of());
  }

  private static String kept(Path data) throws IOException {
    return Files.readString(data.resolve(DataFolder.ADMIN_KEY)).strip();
  }

  private void change(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void a_key_is_on_the_disk_before_it_counts() throws Exception {
    Path data = temp.resolve("data");
    List<String> written = new ArrayList<>();
    try (Service service = start(data)) {
      change("delete from workflow_api_key");
      ManageApiKeys keys = service.context().getBean(ManageApiKeys.class);
      // What a crash leaves that comes after the file and before the commit.
      assertThatThrownBy(() ->
              keys.createFirst(key -> {
                written.add(key);
                assertThat(new Api(service.url(), key).get("/api/admin/api-keys").status())
                    .isEqualTo(401);
                throw new IllegalStateException("crash");
              }))
          .hasMessageContaining("crash");
    }
    Files.writeString(data.resolve(DataFolder.ADMIN_KEY), written.getFirst() + "\n");

    try (Service next = start(data)) {
      assertThat(kept(data)).isNotEqualTo(written.getFirst());
      Api admin = new Api(next.url(), kept(data));
      assertThat(admin.get("/api/admin/api-keys").expect(200).list("/items")).hasSize(1);
      admin.with(written.getFirst()).get("/api/admin/api-keys").expect(401);
    }
  }

  @Test
  void a_start_that_cannot_write_the_key_makes_none() throws Exception {
    Path data = Files.createDirectory(temp.resolve("data"));
    // A folder in its place, with something in it: no file can take its name.
    Files.createDirectories(data.resolve(DataFolder.ADMIN_KEY).resolve("in-the-way"));
    assertThatThrownBy(() -> start(data)).hasMessageContaining("cannot be written");
    Files.delete(data.resolve(DataFolder.ADMIN_KEY).resolve("in-the-way"));
    Files.delete(data.resolve(DataFolder.ADMIN_KEY));
    try (Service next = start(data)) {
      new Api(next.url(), kept(data)).get("/api/admin/api-keys").expect(200);
    }
  }
}
