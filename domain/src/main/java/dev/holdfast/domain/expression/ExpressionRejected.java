package dev.holdfast.domain.expression;

/** A source text that may not be published. The message is safe to show. */
public final class ExpressionRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int offset;

  /**
   * @param code a stable code such as {@code SYNTAX}, {@code FORBIDDEN_FUNCTION}, {@code
   *     SOURCE_TOO_LONG}
   * @param offset the position in the source, or -1 when unknown
   */
  public ExpressionRejected(String code, String message, int offset) {
    super(message);
    this.code = code;
    this.offset = offset;
  }

  public String code() {
    return code;
  }

  public int offset() {
    return offset;
  }
}
