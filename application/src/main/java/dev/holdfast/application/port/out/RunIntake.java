package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.Progress;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was accepted for an engine that keeps its runs elsewhere, until it has it: starts, events,
 * orders and callbacks. Nothing here decides: it is handed over, and the engine tells what became
 * of it by {@link RunProjections#project}. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface RunIntake {
  /**
   * Stores an accepted run with its start pending: {@code RUNNING}, in the state that {@link
   * #beforeStart} says, without a journal. Idempotent by run id and by start key.
   *
   * @param engine what the run's {@code engine} shows
   */
  RunEngine.StartResult accept(NewRun run, String engine);

  /** What is known of a run, whatever its engine; null when there is none. */
  @Nullable Known find(UUID runId);

  /** The accepted run, while its start is pending; else null. */
  @Nullable NewRun pendingStart(UUID runId);

  /**
   * Runs whose start has been pending longer than {@code age}, the longest first. Taking them up
   * moves them back in the line.
   */
  List<NewRun> pendingStarts(String engine, Duration age, int limit);

  /** The engine has the run. Does nothing when that was known. */
  void started(UUID runId);

  /**
   * Stores an order or a callback for a run of an engine of this kind. A repeated one changes
   * nothing.
   *
   * @return never {@code Claimed}; {@code Stored} without an owner
   */
  RunOrders.Posted post(RunOrders.Order order);

  /**
   * Notes a cancel that the engine has taken: its row as one that was applied, and when the run was
   * first asked to cancel.
   */
  void cancelTaken(UUID commandId, RunEngine.OperatorOrder order, Instant at);

  /**
   * What is stored for a run and was not handed over, in stored order: deliveries that are PENDING,
   * and orders that are not folded. Events of one key must reach a run in this order.
   */
  List<Mail> mail(UUID runId, int limit);

  /**
   * Runs of an engine for which {@link #mail} has lain longer than {@code age}, the longest first.
   * Taking them up moves them back in the line.
   */
  List<UUID> runsWithMail(String engine, Duration age, int limit);

  /** The engine has these: deliveries that are PENDING become SENT. */
  void handedOver(Collection<Mail.Slip> slips);

  /** The engine could not be reached: deliveries that are PENDING say so. */
  void notReached(Collection<Mail.Slip> slips);

  /**
   * The run ended before it could take these: they are refused with {@code RUN_NOT_ACTIVE}, unless
   * the engine has told otherwise.
   */
  void undeliverable(UUID runId, Collection<Mail.Slip> slips);

  /**
   * @param startPending the engine does not have it yet
   */
  record Known(String tenantId, String engine, RunStatus status, boolean startPending) {}

  /** What a run looks like to readers before its engine has told anything of it. */
  static RunState beforeStart(NewRun run) {
    return new RunState(
        run.start(),
        RunStatus.RUNNING,
        run.acceptedAt(),
        0,
        run.start().payload(),
        Collections.emptyMap(),
        Collections.emptyMap(),
        0,
        null,
        null,
        null,
        new Progress(
            run.acceptedAt(),
            Collections.unmodifiableSortedMap(new TreeMap<>()),
            false,
            0,
            0,
            null,
            null,
            Collections.unmodifiableSortedMap(new TreeMap<>()),
            Collections.emptySet(),
            List.of(),
            List.of()));
  }
}
