package dev.holdfast.bootstrap.command;

import java.util.List;

/** {@code migrate}: what a start would do first, alone. */
final class Migrate {
  private final Surroundings around;

  Migrate(Surroundings around) {
    this.around = around;
  }

  int run(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    sorted.expectNoPlain();
    var settings = sorted.settings(around.variables(), around.properties());
    try (OpenInstallation open = OpenInstallation.of(settings)) {
      int ran = open.database().migrated();
      around.out().println(ran == 0 ? "the database is up to date" : "migrations that ran: " + ran);
    }
    return CommandLine.DONE;
  }
}
