package dev.holdfast.domain.definition;

import java.util.List;

/** Grammars of names. */
final class Names {
  /** What expressions always see; a loop variable of that name could never be read. */
  static final List<String> ROOTS =
      List.of("payload", "vars", "meta", "error", "event", "childRun", "nodes", "local");

  /** What a loop binds besides its variable. */
  static final List<String> LOOP_FACTS = List.of("index", "length", "isFirst", "isLast");

  private static final int LONGEST = 64;

  private Names() {}

  /** Step ids, branch names, loop variables: {@code [A-Za-z0-9_-]{1,64}}. */
  static boolean isValid(String name) {
    return !name.isEmpty() && name.length() <= LONGEST && consistsOf(name, "_-");
  }

  /** {@code [A-Z][A-Z0-9_]{0,254}}. */
  static boolean isSecretName(String name) {
    boolean valid = !name.isEmpty() && name.length() <= 255 && isUpper(name.charAt(0));
    for (int i = 1; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid = isUpper(c) || isDigit(c) || c == '_';
    }
    return valid;
  }

  /**
   * {@code [A-Za-z0-9_.:-]{1,128}}, not ending in {@code Error}: that is how categories end, and a
   * misspelt one must not pass for a code.
   */
  static boolean isErrorCode(String text) {
    return !text.isEmpty()
        && text.length() <= DefinitionLimits.CODE_LENGTH
        && !text.endsWith("Error")
        && consistsOf(text, "_.:-");
  }

  private static boolean consistsOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUpper(c) && !(c >= 'a' && c <= 'z') && !isDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
