package dev.holdfast.testkit.memory;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run: its state, its mailbox, its journal, and the inputs as they were folded. */
final class MemoryRun {
  private final RunStart start;
  private final String workflowKey;
  private final Program program;
  private final int depth;
  private final PriorityQueue<Letter> mailbox =
      new PriorityQueue<>(Comparator.comparing(Letter::at).thenComparingLong(Letter::arrival));
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<Input> folded = new ArrayList<>();
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private @Nullable RunState state;
  private boolean more;
  private boolean ended;

  MemoryRun(RunStart start, String workflowKey, Program program, int depth) {
    this.start = start;
    this.workflowKey = workflowKey;
    this.program = program;
    this.depth = depth;
  }

  /** An input in the mailbox; cancels pass a run that is still computing. */
  record Letter(Input input, long arrival) {
    Instant at() {
      return input.at();
    }
  }

  RunStart start() {
    return start;
  }

  UUID id() {
    return start.runId();
  }

  String workflowKey() {
    return workflowKey;
  }

  Program program() {
    return program;
  }

  int depth() {
    return depth;
  }

  PriorityQueue<Letter> mailbox() {
    return mailbox;
  }

  @Nullable RunState stateOrNull() {
    return state;
  }

  RunState state() {
    if (state == null) throw new IllegalStateException("expected run " + id() + " to have begun");
    return state;
  }

  boolean more() {
    return more;
  }

  List<JournalEntry> journal() {
    return List.copyOf(journal);
  }

  List<Input> folded() {
    return List.copyOf(folded);
  }

  @Nullable Verdict verdict(String inputId) {
    return verdicts.get(inputId);
  }

  /** Takes over a transition. Answers true when the run ended by it. */
  boolean apply(Input input, Transition transition, UnaryOperator<RunState> between) {
    folded.add(input);
    journal.addAll(transition.journal());
    verdicts.put(input.id(), transition.verdict());
    more = transition.more();
    state = between.apply(transition.state());
    boolean before = ended;
    ended = state.status().ended();
    if (!more) RunInvariants.check(state);
    return ended && !before;
  }
}
