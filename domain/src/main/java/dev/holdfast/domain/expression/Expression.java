package dev.holdfast.domain.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checked, compiled expression. Immutable and thread-safe; holds nothing of any tenant. */
public interface Expression {
  /** The text it was compiled from. */
  String source();

  /** The plain paths it reads from its scope, such as {@code payload.customer.name}; for checks. */
  List<String> reads();

  /**
   * Evaluates within the profile's limits. Never throws for what the author or the data did wrong.
   *
   * @param scope the names the expression sees; never changed, and read lazily
   * @param context the instant of the input being folded and what is left of the fold's budget
   */
  Evaluation evaluate(Map<String, @Nullable Object> scope, EvaluationContext context);
}
