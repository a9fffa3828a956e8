package dev.holdfast.application.codec;

/**
 * Stored bytes that this version cannot read: damaged, cut off, or written by a later version.
 * Nothing was changed.
 */
public final class BytesUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BytesUnreadable(String message) {
    super(message);
  }
}
