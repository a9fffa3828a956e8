package dev.holdfast.testkit.contract;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reducer that remembers what it was asked to fold. Not all of that counts: an engine may fold
 * again what it could not make durable. So a run's inputs are found from its end: those that lead
 * there, from state to state. Thread-safe.
 */
final class RecordedFolds implements Reducer {
  private final Reducer reducer;
  private final Map<UUID, List<Fold>> folds = new LinkedHashMap<>();
  private final Map<UUID, Integer> calls = new LinkedHashMap<>();
  private long count;

  private record Fold(
      Program program, @Nullable RunState before, Input input, RunState after, Verdict verdict) {}

  RecordedFolds(Reducer reducer) {
    this.reducer = reducer;
  }

  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    Transition transition = reducer.step(program, state, input);
    RunState after = transition.state();
    Fold fold = new Fold(program, state, input, after, transition.verdict());
    synchronized (this) {
      count++;
      folds.computeIfAbsent(after.start().runId(), id -> new ArrayList<>()).add(fold);
      for (Effect effect : transition.effects()) {
        if (effect instanceof Effect.InvokeAction c) calls.putIfAbsent(c.callId(), calls.size());
      }
    }
    return transition;
  }

  /** How often something was folded. */
  synchronized long count() {
    return count;
  }

  /** The place of a call among all that runs have asked for. */
  synchronized int place(UUID callId) {
    return calls.getOrDefault(callId, Integer.MAX_VALUE);
  }

  /** Whether a run took the last answer to a call that it was given; false when it got none. */
  synchronized boolean took(UUID runId, UUID callId) {
    for (Fold fold : folds.getOrDefault(runId, List.of()).reversed()) {
      if (fold.input() instanceof Input.CallFinished finished && finished.callId().equals(callId)) {
        return fold.verdict() instanceof Verdict.Applied;
      }
    }
    return false;
  }

  /**
   * Folds a run's inputs again, from nothing.
   *
   * @param end the run's state
   * @throws AssertionError when no recorded inputs lead to this state
   */
  List<JournalEntry> foldAgain(UUID runId, RunState end) {
    List<JournalEntry> journal = new ArrayList<>();
    RunState state = null;
    for (Fold fold : leadingTo(runId, end)) {
      Transition transition = reducer.step(fold.program(), state, fold.input());
      journal.addAll(transition.journal());
      state = transition.state();
    }
    if (end.equals(state)) return journal;
    throw new AssertionError("expected the inputs of run " + runId + " to lead to " + end);
  }

  private synchronized Deque<Fold> leadingTo(UUID runId, RunState end) {
    Deque<Fold> chain = new ArrayDeque<>();
    RunState state = end;
    for (Fold fold : folds.getOrDefault(runId, List.of()).reversed()) {
      if (!fold.after().equals(state) || state.equals(fold.before())) continue;
      chain.addFirst(fold);
      state = fold.before();
      if (state == null) return chain;
    }
    throw new AssertionError("expected recorded inputs of run " + runId + " up to " + end);
  }
}
