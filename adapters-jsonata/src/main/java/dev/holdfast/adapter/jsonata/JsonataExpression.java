package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata.Frame;
import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled expression: immutable, evaluated by any number of threads at once. */
final class JsonataExpression implements Expression {
  private final String source;
  private final CheckedProgram program;
  private final Limits limits;
  private final List<String> reads;

  JsonataExpression(String source, CheckedProgram program, Limits limits, List<String> reads) {
    this.source = source;
    this.program = program;
    this.limits = limits;
    this.reads = reads;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<String> reads() {
    return reads;
  }

  @Override
  public Evaluation evaluate(Map<String, @Nullable Object> scope, EvaluationContext context) {
    return evaluate(scope, Map.of(), context);
  }

  /**
   * Evaluates against any value, with variables bound besides.
   *
   * @param input a value of the core; null stands for nothing
   * @param variables values of the core by the names that compiling was told of
   */
  Evaluation evaluate(
      @Nullable Object input, Map<String, @Nullable Object> variables, EvaluationContext context) {
    Meter meter = new Meter(program, limits, context.now());
    try {
      Frame frame = program.compiled().createFrame();
      variables.forEach((name, value) -> frame.bind(name, meter.inputs().show(value)));
      frame.setEvaluateEntryCallback(meter);
      frame.setEvaluateExitCallback(meter);
      Object found =
          program.calls()
              ? ScopedValue.where(Meter.CURRENT, meter).call(() -> run(meter, input, frame))
              : run(meter, input, frame);
      Stop stopped = meter.stopped();
      if (stopped != null) {
        return Failures.of(stopped, meter);
      }
      if (found == null) {
        return new Evaluation.Missing(meter.missing(), meter.steps());
      }
      return new Evaluation.Value(new Results(meter, input).of(found), meter.steps());
    } catch (Throwable thrown) {
      // The library throws what it likes, errors included; none of it may reach a run.
      return Failures.of(thrown, meter);
    }
  }

  private @Nullable Object run(Meter meter, @Nullable Object input, Frame frame) {
    Object shown = input == null ? null : meter.inputs().show(input);
    return program.tree().evaluation().evaluate(program.compiled(), shown, frame);
  }
}
