package dev.holdfast.adapter.temporal.connection;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key with the name that stands beside what it encrypted.
 *
 * @param secret 256 bits, for AES
 */
public record EncryptionKey(String id, SecretKey secret) {
  private static final int BYTES = 32;

  /**
   * Reads {@code id:base64} pairs, separated by commas; the first encrypts, all decrypt.
   *
   * @throws IllegalArgumentException when the text is something else; it says nothing of the text
   */
  static List<EncryptionKey> all(String text) {
    List<EncryptionKey> keys = new ArrayList<>();
    for (String pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon <= 0) throw new IllegalArgumentException("expected keys as id:base64");
      byte[] bytes = Base64.getDecoder().decode(pair.substring(colon + 1).strip());
      if (bytes.length != BYTES) {
        throw new IllegalArgumentException("expected keys of " + BYTES + " bytes");
      }
      keys.add(
          new EncryptionKey(pair.substring(0, colon).strip(), new SecretKeySpec(bytes, "AES")));
    }
    return List.copyOf(keys);
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
