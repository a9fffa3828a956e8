package dev.holdfast.application.port.out;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Schema (2020-12). Thread-safe. */
public interface JsonSchemas {
  /**
   * Compiles a schema; remote and file references are refused.
   *
   * @throws SchemaInvalid when it is no schema
   */
  Schema compile(@Nullable Object schema);

  /** A compiled schema; thread-safe. */
  interface Schema {
    /** What is wrong with a value; empty when nothing is. */
    List<Violation> validate(@Nullable Object json);
  }

  /**
   * @param pointer JSON pointer into the value
   */
  record Violation(String pointer, String keyword, String message) {}

  /** A document that is no schema. */
  final class SchemaInvalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaInvalid(String message) {
      super(message);
    }
  }
}
