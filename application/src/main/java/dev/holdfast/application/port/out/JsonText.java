package dev.holdfast.application.port.out;

import org.jspecify.annotations.Nullable;

/** JSON text to the core's values and back. Thread-safe. */
public interface JsonText {
  /**
   * Reads one JSON value, numbers exactly.
   *
   * @throws JsonInvalid for malformed text, repeated member names, more than 64 levels, numbers of
   *     absurd size, or a NUL character inside a string
   */
  @Nullable Object parse(byte[] utf8);

  /**
   * @see #parse(byte[])
   */
  @Nullable Object parse(String text);

  /** Writes a value compactly, members in their order. */
  String write(@Nullable Object json);

  /** A text that is no JSON value for us. */
  final class JsonInvalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param pointer JSON pointer to the place as far as it is known
     */
    public JsonInvalid(String message, String pointer) {
      super(message);
      this.pointer = pointer;
    }

    public String pointer() {
      return pointer;
    }
  }
}
