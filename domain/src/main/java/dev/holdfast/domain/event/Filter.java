package dev.holdfast.domain.event;

import org.jspecify.annotations.Nullable;

/**
 * A condition on an event, with its value resolved.
 *
 * @param path starts at the payload unless it begins with {@code event.} or {@code payload.}
 */
public record Filter(String path, Op op, @Nullable Object value) {
  /** The operators, as users write them. */
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    IN("in"),
    NOT_IN("not_in"),
    EXISTS("exists"),
    NOT_EXISTS("not_exists"),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    CONTAINS("contains"),
    STARTS_WITH("starts_with"),
    ENDS_WITH("ends_with");

    private final String text;

    Op(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** The operator of that text, or null. */
    public static @Nullable Op byText(String text) {
      for (Op op : values()) if (op.text.equals(text)) return op;
      return null;
    }
  }
}
