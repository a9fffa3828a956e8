package dev.holdfast.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.StepViews;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.parity.RandomDefinitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where attempts end, for every definition, whatever the world does to its runs. */
class HistoryPagesTest {
  private static final int CASES = 1_000;
  private static final int ROUNDS = 2;
  private static final int INPUTS = 40;

  @Test
  void every_end_is_near_its_beginning_or_noted_and_pages_find_it() {
    Seeds.forEach("ends", CASES, HistoryPagesTest::check);
  }

  private static void check(SplittableRandom random) {
    Map<String, @Nullable Object> document = new RandomDefinitions(random).document();
    Walk walk = new Walk(new Interpreter(), Definitions.compile(document), state -> state);
    RandomInputs inputs = new RandomInputs(random, walk);
    Notes notes = new Notes();
    notes.stored(walk.fold(inputs.start()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < INPUTS && !walk.ended(); i++) notes.fold(walk, inputs.any(), random);
      for (int i = 0; i < 300 && !walk.ended(); i++) notes.fold(walk, inputs.useful(), random);
      notes.fold(walk, inputs.retry(), random);
    }
    notes.store(walk.state());
    notes.check(walk.journal());
    int limit = 1 + random.nextInt(12);
    KeptHistory noted = new KeptHistory(walk.state(), walk.journal(), notes.noted);
    KeptHistory without = new KeptHistory(walk.state(), walk.journal(), Set.of());
    pagesAreRight(walk.journal(), noted, limit);
    // Found all the same, at the price of reading on.
    pagesAreRight(walk.journal(), without, limit);
  }

  private static void pagesAreRight(List<JournalEntry> journal, KeptHistory kept, int limit) {
    List<StepView> steps = StepViews.of(journal);
    assertThat(kept.pages(limit, ReadRuns::steps)).isEqualTo(steps);
    assertThat(kept.pages(limit, ReadRuns::logs)).isEqualTo(LogLineView.of(journal));
    assertThat(kept.pages(limit, ReadRuns::timeline)).isEqualTo(journal);
    List<InvocationView> calls = new ArrayList<>();
    for (StepView step : steps) {
      if (step.call() != null) calls.add(InvocationView.of(step, step.call()));
    }
    kept.late().forEach(late -> calls.add(InvocationView.of(late)));
    assertThat(kept.pages(limit, ReadRuns::invocations)).isEqualTo(calls);
  }

  /** Stores several folds at a time, as drivers do. */
  private static final class Notes {
    private final Set<AttemptEnds.Noted> noted = new HashSet<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private @Nullable RunState before;

    void fold(Walk walk, Input input, SplittableRandom random) {
      journal.addAll(walk.fold(input).journal());
      if (random.nextInt(3) > 0) store(walk.state());
    }

    void stored(Transition first) {
      journal.addAll(first.journal());
      store(first.state());
    }

    void store(RunState after) {
      noted.addAll(AttemptEnds.toNote(before, journal));
      journal.clear();
      before = after;
    }

    void check(List<JournalEntry> all) {
      Map<Long, Long> begun = new HashMap<>();
      for (JournalEntry entry : all) {
        long key = AttemptEnds.key(entry.executionPath(), entry.attempt());
        if (entry.kind() == JournalEntry.Kind.STEP_STARTED) begun.put(key, entry.seq());
        if (!AttemptEnds.isEnd(entry)) continue;
        boolean near = entry.seq() - begun.get(key) <= AttemptEnds.NEAR;
        assertThat(near || noted.contains(new AttemptEnds.Noted(key, entry.seq())))
            .as("end %s of an attempt that began at %d", entry, begun.get(key))
            .isTrue();
      }
      Set<Long> open = new HashSet<>();
      for (JournalEntry entry : all) {
        long key = AttemptEnds.key(entry.executionPath(), entry.attempt());
        if (entry.kind() == JournalEntry.Kind.STEP_STARTED) open.add(key);
        else if (AttemptEnds.isEnd(entry)) open.remove(key);
      }
      assertThat(AttemptEnds.open(before)).containsAll(open);
    }
  }
}
