package dev.holdfast.domain.expression;

import java.util.List;

/**
 * The expression language, as the core sees it: a source text becomes an {@link Expression} once,
 * and is evaluated many times.
 *
 * <p>Implementations are thread-safe and deterministic: the same source, profile, scope and context
 * give the same outcome and the same number of steps on every JVM.
 */
public interface ExpressionEngine {
  /**
   * Names everything that can change a result: library, guard, price list. It is pinned with each
   * published version.
   */
  String semanticsId();

  /**
   * Parses and checks a source text.
   *
   * @throws ExpressionRejected when the text is malformed, uses what is not allowed, or passes a
   *     limit of the profile
   */
  Expression compile(String source, ExpressionProfile profile);

  /** Every function that a source may call, in alphabetical order. */
  List<FunctionDoc> functions();
}
