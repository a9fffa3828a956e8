package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Program;

/**
 * What decides how a run behaves besides its definition; fixed when it is accepted, and never
 * changed after. A run goes on only under the semantics it began with.
 *
 * @param interpreter the interpreter's version
 * @param expressions the {@linkplain dev.holdfast.domain.expression.ExpressionEngine#semanticsId()
 *     expression language's}
 */
public record Semantics(int interpreter, String expressions) {
  /** What a run of a program gets that is accepted now. */
  public static Semantics of(Program program) {
    return new Semantics(Interpreter.VERSION, program.semanticsId());
  }

  @Override
  public String toString() {
    return "interpreter " + interpreter + " with expressions " + expressions;
  }
}
