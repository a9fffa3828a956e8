package dev.holdfast.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.RepositoryFile;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  @Test
  void the_page_lists_the_settings_there_are_and_no_others() throws Exception {
    List<String> rows =
        Files.readAllLines(RepositoryFile.at("docs/reference/settings.md")).stream()
            .filter(line -> line.startsWith("| `--"))
            .toList();
    assertThat(rows).containsExactlyElementsOf(Stream.of(Setting.values()).map(this::row).toList());
  }

  private String row(Setting setting) {
    String shown = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "` ";
    return "| `%s` | `%s` | `%s` | %s|"
        .formatted(setting.flag(), setting.variable(), setting.property(), shown);
  }
}
