package dev.holdfast.adapter.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir Path folder;

  @Test
  void a_restart_keeps_what_was_written_and_the_password() throws Exception {
    DatabaseAddress first;
    try (EmbeddedServer server = start()) {
      first = server.address();
      execute(first, "create table kept (n int)", "insert into kept values (42)");
    }
    try (EmbeddedServer server = start()) {
      assertThat(server.address().password()).isEqualTo(first.password());
      assertThat(value(server.address(), "select n from kept")).isEqualTo("42");
    }
  }

  @Test
  void it_is_durable_private_and_on_loopback_alone() throws Exception {
    try (EmbeddedServer server = start()) {
      DatabaseAddress address = server.address();
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(value(address, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(value(address, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(value(address, "show unix_socket_directories")).isEmpty();
      assertThat(value(address, "select current_setting('server_version_num')::int >= 150000"))
          .isEqualTo("t");
      DatabaseAddress stranger = new DatabaseAddress(address.url(), "postgres", "guess");
      assertThatThrownBy(() -> value(stranger, "select 1"))
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
      Path data = folder.resolve("data");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void data_of_another_major_version_is_refused_and_left_as_it_is() throws Exception {
    try (EmbeddedServer server = start()) {
      assertThat(value(server.address(), "show server_version"))
          .startsWith(EmbeddedServer.VERSION + ".");
    }
    Path version = folder.resolve("data/cluster/PG_VERSION");
    Files.writeString(version, "14\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PostgreSQL 14")
        .hasMessageContaining(folder.resolve("data").toString());
    Files.writeString(version, EmbeddedServer.VERSION + "\n");
    start().close();
  }

  @Test
  void a_folder_in_use_is_refused_to_the_second() {
    try (EmbeddedServer server = start()) {
      assertThat(server.port()).isPositive();
      assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("another");
    }
  }

  @Test
  void closing_stops_it_and_a_second_time_does_nothing() throws Exception {
    EmbeddedServer server = start();
    ProcessHandle process = postmaster();
    server.close();

    assertThat(process.isAlive()).isFalse();
    server.close();
    assertThatThrownBy(() -> value(server.address(), "select 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void a_server_left_behind_by_a_killed_process_is_stopped_and_its_data_kept() throws Exception {
    Leftover leftover = leftover();
    assertThat(leftover.postmaster().isAlive()).isTrue();

    try (EmbeddedServer server = start()) {
      assertThat(leftover.postmaster().isAlive()).isFalse();
      assertThat(value(server.address(), "select n from acknowledged")).isEqualTo("7");
    }
  }

  @Test
  void a_server_killed_hard_recovers_what_it_acknowledged() throws Exception {
    Leftover leftover = leftover();
    leftover.postmaster().destroyForcibly();
    assertThat(ServerFolder.awaitEnd(leftover.postmaster(), Duration.ofSeconds(20))).isTrue();
    assertThat(folder.resolve("data/cluster/postmaster.pid")).exists();

    try (EmbeddedServer server = start()) {
      assertThat(value(server.address(), "select n from acknowledged")).isEqualTo("7");
    }
  }

  @Test
  void the_number_of_somebody_elses_process_in_an_old_pid_file_harms_nobody() throws Exception {
    try (EmbeddedServer server = start()) {
      execute(server.address(), "create table kept (n int)");
    }
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Path pidFile = folder.resolve("data/cluster/postmaster.pid");
      Files.writeString(
          pidFile, stranger.pid() + "\n" + folder.resolve("data/cluster") + "\n1\n1\n\n*\n1 1\n");
      try (EmbeddedServer server = start()) {
        assertThat(value(server.address(), "select count(*) from kept")).isEqualTo("0");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void a_cluster_whose_making_was_interrupted_is_set_aside_and_made_anew() throws Exception {
    Path cluster = folder.resolve("data/cluster");
    Files.createDirectories(cluster.resolve("base"));
    Files.writeString(cluster.resolve("postgresql.conf"), "# half");

    try (EmbeddedServer server = start()) {
      assertThat(value(server.address(), "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("data/cluster-unfinished-1/postgresql.conf")).hasContent("# half");
  }

  @Test
  void programs_half_unpacked_are_unpacked_anew() throws IOException {
    Path binaries = folder.resolve("programs");
    Path half = binaries.resolve("PG-half/bin");
    Files.createDirectories(half);
    Files.writeString(half.resolve("postgres"), "not all of it");
    Path whole = binaries.resolve("PG-whole");
    Files.createDirectories(whole);
    Files.createFile(whole.resolve(".exists"));

    ServerFolder.removeHalfUnpacked(binaries);

    assertThat(half.getParent()).doesNotExist();
    assertThat(whole).exists();
  }

  @Test
  void databases_are_made_from_a_template_and_dropped() throws Exception {
    EmbeddedServer server = ScratchServer.server();
    DatabaseAddress made = ScratchServer.emptyDatabase();
    String name = made.url().substring(made.url().lastIndexOf('/') + 1);
    assertThat(value(made, "select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");

    server.dropDatabase(name);

    assertThatThrownBy(() -> value(made, "select 1")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> server.dropDatabase("x; drop database postgres"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(folder.resolve("data"), ScratchServer.binaries(), 0);
  }

  private ProcessHandle postmaster() throws IOException {
    String first =
        Files.readAllLines(folder.resolve("data/cluster/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(first)).orElseThrow();
  }

  private record Leftover(ProcessHandle postmaster) {}

  /** Another JVM starts a server, writes a row, and dies on the spot. */
  private Leftover leftover() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(other.waitFor()).as("a process that halted").isEqualTo(Killed.CODE);
    return new Leftover(postmaster());
  }

  /** Ends without any shutdown hook, as by {@code kill -9}. */
  static final class Killed {
    static final int CODE = 137;

    private Killed() {}

    public static void main(String[] arguments) throws SQLException {
      EmbeddedServer server =
          EmbeddedServer.start(Path.of(arguments[0]), ScratchServer.binaries(), 0);
      execute(
          server.address(),
          "create table acknowledged (n int)",
          "insert into acknowledged values (7)");
      Runtime.getRuntime().halt(CODE);
    }
  }

  private static void execute(DatabaseAddress address, String... statements) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  private static String value(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }
}
