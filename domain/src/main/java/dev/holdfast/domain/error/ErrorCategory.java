package dev.holdfast.domain.error;

import org.jspecify.annotations.Nullable;

/** The families of errors a definition can catch or retry by. */
public enum ErrorCategory {
  VALIDATION("ValidationError"),
  EXPRESSION("ExpressionError"),
  TRANSIENT("TransientError"),
  ACTION("ActionError"),
  TIMEOUT("TimeoutError"),
  CHILD_RUN("ChildRunError"),
  QUOTA("QuotaExceeded"),
  CANCELLED("Cancelled"),
  INTERNAL("InternalError");

  private final String text;

  ErrorCategory(String text) {
    this.text = text;
  }

  /** The name users write and read. */
  public String text() {
    return text;
  }

  /** The category of that name, or null. */
  public static @Nullable ErrorCategory byText(String text) {
    for (ErrorCategory category : values()) if (category.text.equals(text)) return category;
    return null;
  }
}
