package dev.holdfast.domain.json;

/** Every size the core holds values to. Sizes are bytes of JSON text in UTF-8. */
public final class Limits {
  /** The payload a run starts with, and an event. */
  public static final long START_PAYLOAD_BYTES = 512 * 1024;

  /** Any other value: a variable, an answer, an input. */
  public static final long VALUE_BYTES = 256 * 1024;

  /** What a run holds altogether: payload, variables, meta, node results. */
  public static final long RUN_DATA_BYTES = 1024 * 1024;

  /** Elements of a list. */
  public static final int LIST_LENGTH = 10_000;

  /** Objects and lists inside each other; a scalar has depth 0, an empty object 1. */
  public static final int DEPTH = 64;

  /** Digits before, and digits after the decimal point of a number's plain text. */
  public static final int NUMBER_DIGITS = 1_000;

  /** Characters of a correlation key. */
  public static final int KEY_LENGTH = 255;

  private Limits() {}
}
