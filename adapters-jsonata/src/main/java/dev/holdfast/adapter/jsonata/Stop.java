package dev.holdfast.adapter.jsonata;

/**
 * Ends an evaluation from inside the library. It has no stack trace: it is an answer, not a defect.
 */
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean limit;
  private final String reason;
  private final int offset;

  Stop(boolean limit, String reason, String message, int offset) {
    super(message, null, false, false);
    this.limit = limit;
    this.reason = reason;
    this.offset = offset;
  }

  boolean limit() {
    return limit;
  }

  String reason() {
    return reason;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  int offset() {
    return offset;
  }
}
