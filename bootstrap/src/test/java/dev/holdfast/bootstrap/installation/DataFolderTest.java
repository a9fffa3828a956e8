package dev.holdfast.bootstrap.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void a_second_holder_is_refused_with_the_process_of_the_first() {
    try (DataFolder first = DataFolder.hold(temp)) {
      assertThat(first.path("holdfast.pid")).exists();
      assertThatThrownBy(() -> DataFolder.hold(temp))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void a_folder_that_was_given_back_can_be_held_again() {
    DataFolder.hold(temp).close();
    DataFolder.hold(temp).close();
    assertThat(temp.resolve("holdfast.lock")).exists();
  }

  @Test
  void a_ready_file_left_over_by_a_crash_goes_when_the_folder_is_held() throws IOException {
    Files.writeString(temp.resolve("ready.json"), "{}");
    try (DataFolder folder = DataFolder.hold(temp)) {
      assertThat(folder.path("ready.json")).doesNotExist();
    }
  }

  @Test
  void what_cannot_be_a_folder_is_refused_in_one_line() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.hold(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> DataFolder.hold(file.resolve("below")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_secret_is_for_its_owner_alone() throws IOException {
    try (DataFolder folder = DataFolder.hold(temp)) {
      folder.writeAdminKey("hf_x");
      assertThat(Files.readString(folder.adminKey())).isEqualTo("hf_x\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.adminKey())))
          .isEqualTo("rw-------");
    }
  }
}
