package dev.holdfast.bootstrap.command;

import dev.holdfast.bootstrap.settings.Setting;

/** The help text, made from what there is. The launcher shows a copy, which a test compares. */
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  static String text() {
    StringBuilder text =
        new StringBuilder("Usage: ./holdfast [COMMAND] [FLAG VALUE...]\n\nCommands\n");
    for (Verb verb : Verb.values()) {
      text.append("  ").append((verb.words() + " " + verb.arguments()).strip()).append('\n');
      wrap(text, verb.about());
    }
    text.append("\nSettings, as flags, HOLDFAST_... variables or holdfast.... properties\n");
    for (Setting setting : Setting.values()) {
      text.append("  ").append(setting.flag()).append("  ").append(setting.variable());
      text.append('\n');
      String ending =
          setting.defaultText().isEmpty() ? "" : " (default " + setting.defaultText() + ")";
      wrap(text, setting.about() + ending);
    }
    return text.append(
            """

            Every command takes the settings of the data folder and the database; the others are for serve.
            The launcher needs a JDK 25, and Maven when there is something to build. HOLDFAST_JAVA_OPTS is
            handed to the JVM. docs/reference/settings.md says more about each setting.
            """)
        .toString();
  }

  private static void wrap(StringBuilder text, String sentence) {
    int column = 0;
    for (String word : sentence.split(" ", -1)) {
      if (column == 0 || column + 1 + word.length() > WIDTH) {
        if (column > 0) text.append('\n');
        text.append("        ").append(word);
        column = 8 + word.length();
      } else {
        text.append(' ').append(word);
        column += 1 + word.length();
      }
    }
    text.append('\n');
  }
}
