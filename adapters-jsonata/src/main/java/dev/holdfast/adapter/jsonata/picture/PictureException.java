package dev.holdfast.adapter.jsonata.picture;

/** A picture that cannot be read, or that does not suit the value. Has no stack trace. */
public final class PictureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  PictureException(String code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /** The language's code, such as {@code D3131}. */
  public String code() {
    return code;
  }

  /** What is wrong, without any value. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
