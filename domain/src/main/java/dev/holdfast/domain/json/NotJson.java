package dev.holdfast.domain.json;

/** A Java value that is no JSON value of the core. The message names the place, never the value. */
public final class NotJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  NotJson(String message, String pointer) {
    super(message + (pointer.isEmpty() ? "" : " at " + pointer));
    this.pointer = pointer;
  }

  /** JSON pointer to the offending part; empty for the whole value. */
  public String pointer() {
    return pointer;
  }
}
