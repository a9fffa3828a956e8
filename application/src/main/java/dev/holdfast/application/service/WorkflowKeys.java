package dev.holdfast.application.service;

import java.util.Locale;
import java.util.regex.Pattern;

/** The keys of workflows: what people call a definition by. */
final class WorkflowKeys {
  static final int LONGEST = 128;
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9._-]{0,127}");
  private static final Pattern UUID_SHAPED =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9._-]");
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[a-z0-9]");

  private WorkflowKeys() {}

  static boolean isKey(String text) {
    return KEY.matcher(text).matches() && !UUID_SHAPED.matcher(text).matches();
  }

  /** The key that a document without one gets from its name. */
  static String fromName(String name) {
    String plain = OTHER.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
    if (!LETTER_OR_DIGIT.matcher(plain).find()) return "workflow";
    boolean letterFirst = plain.charAt(0) >= 'a' && plain.charAt(0) <= 'z';
    String key = letterFirst && !UUID_SHAPED.matcher(plain).matches() ? plain : "w-" + plain;
    return key.length() <= LONGEST ? key : key.substring(0, LONGEST);
  }
}
