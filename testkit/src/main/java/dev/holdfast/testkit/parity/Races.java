package dev.holdfast.testkit.parity;

import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.memory.TraceLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks for what the runtime in memory decides by its own order, and another engine may decide by
 * who is faster: two inputs on their way to one run of which neither caused the other. Engines
 * cannot be compared by a step that has one.
 */
final class Races {
  private final Map<UUID, Integer> begun = new LinkedHashMap<>();
  private final Map<UUID, List<Arrival>> arrivals = new LinkedHashMap<>();
  private final Map<UUID, List<TraceLine.Folded>> folds = new LinkedHashMap<>();

  /**
   * An input from another run, from a call, or from outside.
   *
   * @param since which fold of the step set it on its way; -1 for what was before the step
   * @param folded which fold of the step took it
   */
  private record Arrival(Instant at, int since, int folded) {}

  private Races() {}

  /**
   * @param step all that one step of a script made the runtime do
   */
  static boolean in(List<TraceLine> step) {
    Races races = new Races();
    int number = 0;
    for (TraceLine line : step) {
      if (line instanceof TraceLine.Folded folded) races.note(folded, number++);
    }
    return races.meet() || races.crossed();
  }

  private void note(TraceLine.Folded fold, int number) {
    folds.computeIfAbsent(fold.runId(), id -> new ArrayList<>()).add(fold);
    switch (fold.input()) {
      case Input.ChildFinished ended -> arrived(fold, since(ended.childRunId()), number);
      case Input.ChildRefused refused -> arrived(fold, since(refused.childRunId()), number);
      // The ledger may answer several calls at once.
      case Input.CallFinished finished -> arrived(fold, since(finished.callId()), number);
      case Input.EventOffered _ -> {
        if (fold.verdict() instanceof Verdict.Applied) arrived(fold, -1, number);
      }
      case Input other -> {}
    }
    for (Effect effect : fold.effects()) {
      if (effect instanceof Effect.StartChild child) begun.put(child.childRunId(), number);
      if (effect instanceof Effect.InvokeAction call) begun.put(call.callId(), number);
    }
  }

  private int since(UUID id) {
    return begun.getOrDefault(id, -1);
  }

  private void arrived(TraceLine.Folded fold, int since, int number) {
    arrivals
        .computeIfAbsent(fold.runId(), id -> new ArrayList<>())
        .add(new Arrival(fold.input().at(), since, number));
  }

  /** Whether two inputs were on their way to one run at once. */
  private boolean meet() {
    for (List<Arrival> ofRun : arrivals.values()) {
      for (Arrival one : ofRun) {
        for (Arrival other : ofRun) {
          boolean later = other.folded() > one.folded();
          if (later && other.since() < one.folded() && one.at().equals(other.at())) return true;
        }
      }
    }
    return false;
  }

  /** Whether a parent's cancel came to a child that had something else to do. */
  private boolean crossed() {
    for (List<TraceLine.Folded> ofRun : folds.values()) {
      for (TraceLine.Folded cancel : ofRun) {
        if (!isFromParent(cancel.input())) continue;
        for (TraceLine.Folded other : ofRun) {
          boolean together = other.input().at().equals(cancel.input().at());
          if (together && !mayStandBeside(other)) return true;
        }
      }
    }
    return false;
  }

  private static boolean isFromParent(Input input) {
    return input instanceof Input.CancelRequested && input.id().startsWith("parent-cancel:");
  }

  private static boolean mayStandBeside(TraceLine.Folded fold) {
    return switch (fold.input()) {
      case Input.Started _, Input.CancelRequested _, Input.WorkerLost _, Input.CallLost _ -> true;
      case Input other -> fold.journal().isEmpty() && !(other instanceof Input.Continue);
    };
  }
}
