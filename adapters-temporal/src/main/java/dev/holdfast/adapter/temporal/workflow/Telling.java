package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.run.RunState;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the database what becomes of a run: at its boundaries, in the workflow task itself, and
 * when that fails by an activity that does not give up. One at a time. For workflow code.
 */
final class Telling {
  private static final int GENERATION_SHIFT = 36;
  private static final int LENGTH_SHIFT = 16;
  private static final int COUNT_MASK = 0xffff;

  /** A server takes two megabytes in one piece. */
  private static final int LARGEST = 3 << 19;

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final RunFacts facts;
  private final int generation;
  private final int tellEvery;
  private final Trouble trouble;
  private final FirstStep firstStep;
  private final List<Untold> later = new ArrayList<>();
  private Untold untold;
  private @Nullable Untold going;
  private long toldForGood;
  private int count;

  /**
   * @param told what the database knows of the run; null for nothing
   */
  Telling(
      RunFacts facts,
      int generation,
      int tellEvery,
      @Nullable RunState told,
      Trouble trouble,
      FirstStep firstStep) {
    this.facts = facts;
    this.generation = generation;
    this.tellEvery = tellEvery;
    this.trouble = trouble;
    this.firstStep = firstStep;
    this.untold = Untold.after(told);
    // Earlier generations have told everything, and each with smaller fences.
    this.toldForGood = (long) generation << GENERATION_SHIFT;
  }

  void add(Batch batch, List<UUID> armed, List<RunWrite.Taken> taken) {
    untold.add(batch, armed, taken);
  }

  /** The database knows all there is. */
  boolean isDone() {
    return going == null && untold.isEmpty();
  }

  /** Something could be told now. */
  boolean hasSomething() {
    return going == null && !untold.isEmpty();
  }

  /** Fence of the last write that is known to have been told. */
  long toldForGood() {
    return toldForGood;
  }

  /** Events that the database may not know the run has used. */
  List<String> used() {
    List<String> used = new ArrayList<>(untold.used());
    if (going != null) used.addAll(going.used());
    return used;
  }

  /** At the end and at rest, for whoever waits for a verdict, and now and then. */
  boolean isDue(RunState state, boolean openings) {
    if (going != null || untold.isEmpty()) return false;
    boolean rests =
        switch (state.status()) {
          case SUCCEEDED, FAILED, CANCELED -> true;
          // Waits that open are told of with what they find.
          case WAITING -> !openings;
          case RUNNING -> false;
        };
    return rests || untold.hasVerdicts() || untold.isLarge() || untold.turns() >= tellEvery;
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  void begin(RunState state) {
    later.clear();
    long fence = fence();
    byte[] write =
        untold.write(facts, fence, toldForGood, state, firstStep.take(), later).toBytes();
    count++;
    going = untold;
    untold = later.isEmpty() ? Untold.after(state) : later.getFirst();
    told(write)
        .handle((nothing, failure) -> {
          trouble.met(failure);
          if (failure == null) {
            going = null;
            toldForGood = fence;
          }
          return null;
        });
  }

  private static Promise<Void> told(byte[] write) {
    if (write.length > LARGEST) return toldHere(write);
    return done(Stubs.local(), write)
        .thenCompose(done ->
            done
                ? Workflow.newPromise((Void) null)
                : Stubs.untilDone().executeAsync(RunActivities.TELL, Void.class, (Object) write));
  }

  /** More than an activity can be sent: whoever has the run tells it, again and again. */
  private static Promise<Void> toldHere(byte[] write) {
    return done(Stubs.localForMuch(), write)
        .thenCompose(done ->
            done
                ? Workflow.newPromise((Void) null)
                : Workflow.newTimer(PAUSE).thenCompose(nothing -> toldHere(write)));
  }

  private static Promise<Boolean> done(ActivityStub stub, byte[] write) {
    return stub.executeAsync(RunActivities.TELL, Void.class, (Object) write)
        .handle((nothing, failure) -> failure == null);
  }

  /**
   * What the database does not know, to be told out of turn; null when it knows all, or is just
   * being told: what is told next begins where that ends.
   */
  @Nullable WriteBytes outOfTurn(RunState state) {
    if (going != null || untold.isEmpty() || untold.isLarge()) return null;
    return untold.write(facts, fence(), toldForGood, state, null, new ArrayList<>());
  }

  /**
   * Orders the writes of a run. A workflow task that is done again has a longer history than the
   * one that came to nothing, so what it tells replaces what that one told.
   */
  long fence() {
    long length = Workflow.getInfo().getHistoryLength();
    return ((long) generation << GENERATION_SHIFT)
        | (length << LENGTH_SHIFT)
        | (count & COUNT_MASK);
  }
}
