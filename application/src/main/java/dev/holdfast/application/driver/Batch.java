package dev.holdfast.application.driver;

import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What folding some inputs, one after the other, has brought: they become durable together. Used by
 * one thread.
 */
public final class Batch {
  private final @Nullable RunState before;
  private @Nullable RunState state;
  private final List<JournalEntry> journal;
  private final List<Effect> effects;
  private final List<RunWrite.Settled> settled;
  private final List<Input.CallFinished> late;
  private boolean more;
  private volatile boolean rest;

  /**
   * @param carried effects of earlier batches that are still to be carried out
   */
  public Batch(@Nullable RunState before, List<? extends Effect> carried) {
    this.before = before;
    this.state = before;
    this.journal = new ArrayList<>();
    this.effects = new ArrayList<>(carried);
    this.settled = new ArrayList<>();
    this.late = new ArrayList<>();
  }

  private Batch(Batch other) {
    this.before = other.before;
    this.state = other.state;
    this.journal = new ArrayList<>(other.journal);
    this.effects = new ArrayList<>(other.effects);
    this.settled = new ArrayList<>(other.settled);
    this.late = new ArrayList<>(other.late);
    this.more = other.more;
  }

  /** One that can go on differently. */
  public Batch copy() {
    return new Batch(this);
  }

  /** Folds an input; what it throws has changed nothing. */
  public Transition fold(Reducer reducer, Program program, Input input, List<Mail.Slip> slips) {
    Transition transition = reducer.step(program, state, input);
    state = transition.state();
    journal.addAll(transition.journal());
    for (Effect effect : transition.effects()) add(effect);
    for (Mail.Slip slip : slips) {
      settled.add(new RunWrite.Settled(slip, transition.verdict()));
    }
    if (transition.verdict() instanceof Verdict.Refused
        && input instanceof Input.CallFinished finished
        && !(finished.answer() instanceof CallAnswer.Pending)) {
      late.add(finished);
    }
    more = transition.more();
    return transition;
  }

  /** An effect that takes back an earlier one of the same batch leaves neither. */
  private void add(Effect effect) {
    boolean undone =
        switch (effect) {
          case Effect.CancelCall cancel ->
              effects.removeIf(
                  e -> e instanceof Effect.InvokeAction c && c.callId().equals(cancel.callId()));
          case Effect.CloseEventWait close ->
              effects.removeIf(
                  e -> e instanceof Effect.OpenEventWait o && o.waitId().equals(close.waitId()));
          case Effect.InvokeAction call -> false;
          case Effect.OpenEventWait open -> false;
          case Effect.StartChild start -> false;
          case Effect.CancelChild cancel -> false;
        };
    if (!undone) effects.add(effect);
  }

  public @Nullable RunState before() {
    return before;
  }

  public RunState state() {
    RunState now = state;
    if (now == null) throw new IllegalStateException("expected a state, but nothing was folded");
    return now;
  }

  public List<JournalEntry> journal() {
    return journal;
  }

  public List<Effect> effects() {
    return effects;
  }

  public List<RunWrite.Settled> settled() {
    return settled;
  }

  /** Answers of calls that nobody waited for any more. */
  public List<Input.CallFinished> late() {
    return late;
  }

  public boolean more() {
    return more;
  }

  @SuppressWarnings("ReferenceEquality") // the reducer answers the same object when nothing changed
  private boolean hasSameState() {
    return state == before;
  }

  /** Nothing to write: no input changed anything, and none has a row. */
  public boolean isVoid() {
    return hasSameState() && journal.isEmpty() && effects.isEmpty() && settled.isEmpty();
  }

  public List<Effect.OpenEventWait> openings() {
    List<Effect.OpenEventWait> openings = new ArrayList<>();
    for (Effect effect : effects) if (effect instanceof Effect.OpenEventWait o) openings.add(o);
    return openings;
  }

  /** Calls and child starts, which only this node carries out. */
  public boolean asksForWork() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.InvokeAction || effect instanceof Effect.StartChild) return true;
    }
    return false;
  }

  /** The waits' look-backs are about to be folded: they need not be asked for again. */
  public void opened(List<UUID> waits) {
    effects.removeIf(e -> e instanceof Effect.OpenEventWait o && waits.contains(o.waitId()));
  }

  /** Folds a look-back and notes the event that its wait took. */
  public void foldLookBack(
      Reducer reducer, Program program, Input.LookedBack input, List<RunWrite.Taken> taken) {
    Transition transition = fold(reducer, program, input, List.of());
    for (JournalEntry entry : transition.journal()) {
      if (entry.kind() != JournalEntry.Kind.WAIT_RESOLVED) continue;
      if (!input.waitId().toString().equals(entry.data().get("waitId"))) continue;
      Object id = entry.data().get("eventId");
      for (Event event : input.events()) {
        if (event.id().equals(id)) taken.add(new RunWrite.Taken(input.waitId(), event));
      }
    }
  }

  /** What the write of this batch asked for; see {@link #askedForRest}. */
  public void asks(RunWrite.Keep keep) {
    rest = keep instanceof RunWrite.Keep.Released;
  }

  public boolean askedForRest() {
    return rest;
  }
}
