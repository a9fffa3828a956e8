package dev.holdfast.application.view;

import java.util.List;

/** Which names of members sound like a secret. */
final class SecretNames {
  /** Anywhere in a name, whatever stands around it. */
  private static final List<String> PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "apikey",
          "accesskey",
          "privatekey",
          "signingkey",
          "encryptionkey",
          "authorization",
          "credential");

  /** At the end: {@code accessToken} is one, {@code tokenCount} is none. */
  private static final List<String> ENDINGS = List.of("token", "jwt", "bearer", "cookie");

  private static final int LONGEST = 100;

  private SecretNames() {}

  static boolean isOne(String name) {
    // No secret's name is shorter than jwt.
    if (name.length() < 3) return false;
    // Longer names are data: their meaning is not in them.
    if (name.length() > LONGEST) return false;
    String plain = plain(name);
    for (String part : PARTS) if (plain.contains(part)) return true;
    for (String ending : ENDINGS) if (plain.endsWith(ending)) return true;
    return false;
  }

  /** {@code X-Api-Key}, {@code api_key} and {@code apiKey} are one name. */
  private static String plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 'a' || c > 'z') return letters(name);
    }
    return name;
  }

  private static String letters(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) plain.append(Character.toLowerCase(c));
    }
    return plain.toString();
  }
}
