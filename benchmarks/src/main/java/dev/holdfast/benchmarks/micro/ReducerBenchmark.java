package dev.holdfast.benchmarks.micro;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole runs through the reducer alone: no bytes, no database, no actions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReducerBenchmark {
  static final String THREE_CALLS =
      """
      {"name": "three", "steps": [
        {"id": "a", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.a"}},
        {"id": "b", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.b"}},
        {"id": "c", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.c"}}]}
      """;

  private static final String LOOP =
      """
      {"name": "loop", "steps": [
        {"id": "l", "type": "control.forEach", "items": {"$expr": "payload.items"},
         "itemVar": "line", "body": [
          {"id": "i", "type": "control.if", "condition": {"$expr": "line.qty > 5"},
           "then": [{"id": "s", "type": "transform.assign",
             "config": {"assign": {"vars.total": {"$expr": "coalesce(vars.total, 0) + line.qty"}}}}]}]}]}
      """;

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final Interpreter interpreter = new Interpreter();
  private final Program threeCalls = Programs.compile(THREE_CALLS);
  private final Program loop = Programs.compile(LOOP);
  private final RunStart one = start(threeCalls, Map.of("n", 7L));
  private final RunStart hundredItems = start(loop, Map.of("items", items()));

  /** Four transitions: the start and three answers. */
  @Benchmark
  public Transition run_of_three_calls() {
    Transition transition = interpreter.step(threeCalls, null, new Input.Started("s", AT, one));
    while (transition.state().status() == RunStatus.RUNNING) {
      Effect.InvokeAction call = (Effect.InvokeAction) transition.effects().getFirst();
      transition =
          interpreter.step(
              threeCalls,
              transition.state(),
              new Input.CallFinished(
                  "c" + transition.state().seq(),
                  AT,
                  call.callId(),
                  call.attempt(),
                  new CallAnswer.Done(7L, List.of())));
    }
    return transition;
  }

  /** One transition with about 250 visits and 200 evaluations. */
  @Benchmark
  public Transition run_of_a_loop_over_100_items() {
    return interpreter.step(loop, null, new Input.Started("s", AT, hundredItems));
  }

  private static List<Object> items() {
    return java.util.stream.LongStream.range(0, 100)
        .<Object>mapToObj(i -> Map.of("qty", i % 11))
        .toList();
  }

  private static RunStart start(Program program, Map<String, Object> payload) {
    return new RunStart(
        new UUID(1, 1),
        "default",
        new UUID(2, 2),
        1,
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(payload)),
        Map.of(),
        null,
        null,
        false,
        Semantics.of(program));
  }
}
