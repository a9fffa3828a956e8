package dev.holdfast.application.service;

import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.edition.OuterEngine.Standing;
import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.EngineClosings.Closed;
import dev.holdfast.application.port.out.RunEngine.OperatorOrder;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of runs that another engine keeps with what that engine says. It ends rows
 * whose runs the engine ended without any code of ours, and shows what else differs; it never ends
 * anything in the engine. Thread-safe.
 */
public final class EngineReconciler {
  /** A step that was tried more often without success is stuck. */
  private static final int ATTEMPTS = 3;

  /** A live engine's workers take up what is there long before. */
  private static final Duration UNCLAIMED = Duration.ofSeconds(60);

  /** Looked at again at each comparison, so that what has healed is not shown any more. */
  private static final int SHOWN = 500;

  private final String engineName;
  private final OuterEngine engine;
  private final EngineClosings closings;
  private final RunIntake intake;
  private final RunChanges changes;
  private final TimeSource time;
  private final Map<UUID, Finding> findings = new LinkedHashMap<>();
  private long repaired;

  public EngineReconciler(
      String engineName,
      OuterEngine engine,
      EngineClosings closings,
      RunIntake intake,
      RunChanges changes,
      TimeSource time) {
    this.engineName = engineName;
    this.engine = engine;
    this.closings = closings;
    this.intake = intake;
    this.changes = changes;
    this.time = time;
  }

  /** What differs and cannot be mended from here. */
  public enum Finding {
    /** Its step fails again and again, by a fault of ours or a version that does not fit. */
    STUCK,
    /** No worker takes it up. */
    UNCLAIMED,
    /** The engine does not know it, though it had it. */
    MISSING,
    /** It has ended there, and has not told so. */
    UNTOLD
  }

  /**
   * @param compared runs that were asked for
   * @param repaired rows that were ended because the engine had ended their runs
   * @param differing what still differs, over all comparisons of this node
   */
  public record Comparison(int compared, int repaired, Map<UUID, Finding> differing) {}

  /**
   * Compares up to {@code limit} runs that were not told of for longer than {@code age}, and those
   * that differed before.
   *
   * @throws StoreUnavailable when the engine or the database is away
   */
  public synchronized Comparison compare(Duration age, int limit) {
    Set<UUID> runs = new LinkedHashSet<>(findings.keySet());
    runs.addAll(closings.untouched(engineName, age, limit));
    int ended = 0;
    for (UUID runId : runs) {
      RunIntake.Known known = intake.find(runId);
      if (known == null || known.status().ended()) {
        findings.remove(runId);
        // Whoever closed it may have died before everybody was told.
        tellOthers(runId);
        continue;
      }
      if (look(known, runId)) ended++;
    }
    repaired += ended;
    return new Comparison(runs.size(), ended, Map.copyOf(findings));
  }

  /** What differed when it was last looked at. */
  public synchronized Map<UUID, Finding> differing() {
    return Map.copyOf(findings);
  }

  /** Rows that were ended so far. */
  public synchronized long repaired() {
    return repaired;
  }

  /** True when the run's row was ended. */
  private boolean look(RunIntake.Known known, UUID runId) {
    Finding finding = null;
    boolean closed = false;
    switch (engine.standing(runId)) {
      // A start that is pending is handed over again by the engine's own sweep.
      case Standing.Unknown _ -> finding = known.startPending() ? null : Finding.MISSING;
      case Standing.Forgotten _ ->
          closed = !known.startPending() && close(runId, EngineClosings.Ended.LOST);
      case Standing.Alive(int attempts, Duration unclaimed) ->
          finding = finding(attempts, unclaimed);
      case Standing.Completed _ -> finding = Finding.UNTOLD;
      case Standing.Ended(EngineClosings.Ended how) -> closed = close(runId, how);
    }
    if (finding == null) findings.remove(runId);
    else if (findings.containsKey(runId) || findings.size() < SHOWN) findings.put(runId, finding);
    return closed;
  }

  private static @Nullable Finding finding(int attempts, @Nullable Duration unclaimed) {
    if (attempts > ATTEMPTS) return Finding.STUCK;
    return unclaimed != null && unclaimed.compareTo(UNCLAIMED) > 0 ? Finding.UNCLAIMED : null;
  }

  private boolean close(UUID runId, EngineClosings.Ended how) {
    boolean closed = closings.close(runId, how, time.now());
    tellOthers(runId);
    return closed;
  }

  /** Cancels the children of a run that was closed and tells its parent; again until all know. */
  private void tellOthers(UUID runId) {
    Closed closed = closings.closed(runId);
    if (closed == null) return;
    changes.changed(runId, () -> null);
    List<UUID> unreached = new ArrayList<>();
    for (UUID child : closed.children()) {
      OperatorOrder order =
          new OperatorOrder(
              closed.state().start().tenantId(),
              child,
              "parent:" + runId,
              "reconciler",
              "the engine ended the parent run");
      switch (engine.runs().cancel(order, false)) {
        case STORED, NOT_FOUND, ENDED -> {}
        case NOT_REACHED -> unreached.add(child);
      }
    }
    UUID parent = closed.parent();
    if (parent != null) engine.tellParent(parent, closed.state());
    if (!unreached.isEmpty()) {
      throw new StoreUnavailable(
          "children of run " + runId + " could not be cancelled",
          new IllegalStateException("expected the engine to take cancels of " + unreached));
    }
    closings.settled(runId);
  }
}
