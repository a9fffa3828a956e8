package dev.holdfast.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.RepositoryFile;
import dev.holdfast.bootstrap.settings.Setting;
import org.junit.jupiter.api.Test;

class HelpTest {
  @Test
  void every_command_and_every_setting_is_in_the_help() {
    String help = Help.text();
    for (Verb verb : Verb.values()) assertThat(help).contains("\n  " + verb.words());
    for (Setting setting : Setting.values()) {
      assertThat(help).contains(setting.flag() + "  " + setting.variable());
    }
  }

  /** {@code -Ddocs.update=true} writes it anew. */
  @Test
  void what_the_launcher_shows_is_the_help() {
    String path = "docs/reference/command-line.txt";
    assertThat(RepositoryFile.made(path, Help.text())).isEqualTo(Help.text());
  }

  @Test
  void lines_fit_into_a_terminal() {
    assertThat(Help.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(110));
  }
}
