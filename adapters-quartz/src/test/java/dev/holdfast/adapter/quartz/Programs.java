package dev.holdfast.adapter.quartz;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.definition.Lookback;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Small programs, built by hand: no expression is evaluated. */
final class Programs {
  private Programs() {}

  /** A step at a place in a list. */
  interface Made extends Function<Step.Head, Step> {}

  static Program of(Made... steps) {
    return new Program(
        "test", list("root", steps), List.of(), null, null, null, null, null, "none");
  }

  static StepList list(String path, Made... steps) {
    List<Step> made = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      String at = path + ".steps[" + i + "]";
      made.add(steps[i].apply(new Step.Head(at, "test", null, at, false)));
    }
    return new StepList(path, made);
  }

  static Made call(String actionId) {
    return call(actionId, 60_000, null);
  }

  static Made call(String actionId, long timeoutMs, @Nullable RetryPolicy retry) {
    return head ->
        new Step.CallAction(
            head,
            actionId,
            1,
            new Value.Literal(Map.of("x", 1L)),
            save(actionId),
            null,
            retry,
            timeoutMs);
  }

  private static AssignPath save(String name) {
    if (AssignPath.parse("vars." + name) instanceof AssignPath.Parsing.Parsed parsed) {
      return parsed.path();
    }
    throw new IllegalArgumentException(name);
  }

  static Made event(String name, String key) {
    return event(name, key, null);
  }

  static Made event(String name, String key, @Nullable Long timeoutMs) {
    return head ->
        new Step.WaitForEvent(
            head,
            name,
            new Value.Literal(key),
            List.of(),
            timeoutMs,
            List.of(),
            new Lookback.SinceStart(),
            false);
  }

  static Made sleep(long millis) {
    return head -> new Step.WaitForTime(head, millis, null, List.of());
  }

  static Made child(String workflow, boolean detached) {
    return head -> new Step.CallWorkflow(head, workflow, null, null, List.of(), null, detached);
  }

  static Made parallel(Made... branches) {
    return head -> {
      List<Step.Parallel.Branch> made = new ArrayList<>();
      for (int i = 0; i < branches.length; i++) {
        String name = "b" + i;
        made.add(
            new Step.Parallel.Branch(
                name, list(head.path() + ".branches[" + name + "]", branches[i])));
      }
      return new Step.Parallel(head, made, branches.length, true);
    };
  }
}
