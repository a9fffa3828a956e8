package dev.holdfast.bootstrap.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands, as they are listed and recognised. */
enum Verb {
  SERVE("serve", "", "start the service (the default)"),
  VALIDATE(
      "validate", "FILE...", "check definitions without a database; ends with 1 if one has errors"),
  API_KEY_CREATE(
      "api-key create",
      "--permissions P,... [--tenant T] [--name N] [--expires-at INSTANT]",
      "make an API key and print it, this once; --deployment makes an admin key"),
  API_KEY_LIST("api-key list", "[--tenant T]", "list the API keys of a tenant"),
  API_KEY_REVOKE("api-key revoke", "KEY-ID", "end an API key for ever"),
  MIGRATE("migrate", "", "bring the database's tables up to date, and end"),
  RECONCILE(
      "reconcile",
      "",
      "compare runs on Temporal with their rows, end the rows of runs that were ended there, and list"
          + " what differs; ends with 1 if something does"),
  DOCTOR("doctor", "", "check the installation and say what is wrong with it"),
  HELP("help", "", "this text"),
  VERSION("version", "", "print the version");

  /** Planned; refused by name instead of as unknown. */
  private static final List<String> LATER = List.of("test", "import", "export");

  private final String words;
  private final String arguments;
  private final String about;

  Verb(String words, String arguments, String about) {
    this.words = words;
    this.arguments = arguments;
    this.about = about;
  }

  String words() {
    return words;
  }

  String arguments() {
    return arguments;
  }

  String about() {
    return about;
  }

  /** How many words of the command line name it. */
  int length() {
    return words.split(" ").length;
  }

  /**
   * What a command line begins with.
   *
   * @throws UsageRefused for a command that there is not
   */
  static Verb of(List<String> arguments) {
    if (arguments.isEmpty()) return SERVE;
    String first = arguments.getFirst();
    if (first.equals("-h") || first.equals("--help")) return HELP;
    if (first.equals("--version")) return VERSION;
    if (first.startsWith("--")) return SERVE;
    Verb found = named(arguments);
    if (found != null) return found;
    if (LATER.contains(first)) {
      throw new UsageRefused("the command " + first + " comes with a later version");
    }
    List<String> known = new ArrayList<>();
    for (Verb verb : values()) known.add(verb.words);
    throw new UsageRefused(
        "unknown command %s; there are %s".formatted(first, String.join(", ", known)));
  }

  private static @Nullable Verb named(List<String> arguments) {
    for (Verb verb : values()) {
      int length = verb.length();
      if (arguments.size() >= length
          && String.join(" ", arguments.subList(0, length)).equals(verb.words)) {
        return verb;
      }
    }
    return null;
  }
}
