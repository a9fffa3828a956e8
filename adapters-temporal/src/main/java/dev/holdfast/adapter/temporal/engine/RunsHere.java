package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs that this process has just carried on: their workflows are in its memory, and it will be the
 * one that tells of them, so whoever waits for one need not ask the database meanwhile. Another
 * process may take a workflow over at any time; hence this is true for a moment only. Thread-safe.
 */
public final class RunsHere implements HeldRuns {
  /** After a turn that this process has seen. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** After a start, whose first task Temporal usually gives to the worker that is at hand. */
  private static final Duration FIRST_MOMENT = Duration.ofMillis(250);

  private final LongSupplier nanos;
  private final Map<UUID, Here> runs = new LinkedHashMap<>();
  private boolean working;

  private record Here(RunState state, long until) {}

  /**
   * @param nanos a clock that only goes forward
   */
  public RunsHere(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** From now on runs that are started here can be carried on here. */
  public synchronized void begin() {
    working = true;
  }

  /** Its start is stored, and on its way to Temporal. */
  synchronized void accepted(RunState state) {
    if (working) put(state, FIRST_MOMENT);
  }

  /** A worker of this process has taken it so far. */
  public synchronized void carriedOn(RunState state) {
    put(state, MOMENT);
  }

  private void put(RunState state, Duration moment) {
    long now = nanos.getAsLong();
    UUID runId = state.start().runId();
    // Those seen last are at the end.
    runs.remove(runId);
    runs.put(runId, new Here(state, now + moment.toNanos()));
    Iterator<Here> oldest = runs.values().iterator();
    while (oldest.hasNext() && oldest.next().until() - now < 0) oldest.remove();
  }

  @Override
  public synchronized @Nullable RunState held(UUID runId) {
    Here here = runs.get(runId);
    return here == null || here.until() - nanos.getAsLong() < 0 ? null : here.state();
  }
}
