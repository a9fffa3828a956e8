package dev.holdfast.domain.definition;

import dev.holdfast.domain.expression.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled value of a definition: a literal, an expression, or a tree of both. */
public sealed interface Value {
  /** A whole subtree without expressions, as a JSON value. */
  record Literal(@Nullable Object json) implements Value {}

  /** {@code {"$expr": …}}. */
  record Expr(Expression expression) implements Value {}

  /** {@code {"$secret": NAME}}: allowed in action inputs only, resolved at each call. */
  record Secret(String name) implements Value {}

  /** An object with at least one expression or secret inside; members in document order. */
  record Members(Map<String, Value> members) implements Value {}

  /** A list with at least one expression or secret inside. */
  record Elements(List<Value> elements) implements Value {}
}
