package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.application.view.Why;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filters;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads runs and their history. Thread-safe. */
public final class RunQueries implements ReadRuns {
  /** Events looked at per wait when asked why a run stands still. */
  private static final int RECENT_EVENTS = 20;

  private final RunReads runs;
  private final EventReads events;
  private final HeldRuns held;
  private final RunWatch watch;
  private final RunHistory history;

  public RunQueries(RunReads runs, EventReads events, HeldRuns held, RunWatch watch) {
    this.runs = runs;
    this.events = events;
    this.held = held;
    this.watch = watch;
    this.history = new RunHistory(runs);
  }

  @Override
  public Outcome<RunView> run(Caller caller, UUID runId) {
    return reading(caller, runId, run -> run);
  }

  @Override
  public Outcome<RunView> run(Caller caller, UUID runId, Until until, Duration wait) {
    Refusal wrong = missing(caller, Permission.WORKFLOW_READ);
    if (wrong != null) return Outcome.refused(wrong);
    try {
      Outcome<RunView> reached =
          watch.await(
              runId, wait.toNanos(), told -> reached(caller.tenantId(), runId, until, told));
      if (reached != null) return reached;
    } catch (InterruptedException e) {
      // Whoever stops the server wants an answer now: what is true now.
      Thread.currentThread().interrupt();
    }
    return run(caller, runId);
  }

  @Override
  public Outcome<Page<RunView>> list(
      Caller caller, RunFilter filter, int limit, @Nullable String cursor) {
    return allowed(
        caller,
        Permission.WORKFLOW_READ,
        () -> runs.list(caller.tenantId(), filter, limit, cursor));
  }

  @Override
  public Outcome<Map<RunStatus, Long>> countByStatus(Caller caller, @Nullable String workflow) {
    return allowed(
        caller, Permission.WORKFLOW_READ, () -> runs.countByStatus(caller.tenantId(), workflow));
  }

  @Override
  public Outcome<Page<JournalEntry>> timeline(
      Caller caller, UUID runId, int limit, @Nullable String cursor) {
    return reading(caller, runId, run -> history.timeline(run.tenantId(), runId, limit, cursor));
  }

  @Override
  public Outcome<Page<StepView>> steps(
      Caller caller, UUID runId, int limit, @Nullable String cursor) {
    return reading(caller, runId, run -> history.steps(run.tenantId(), runId, limit, cursor));
  }

  @Override
  public Outcome<Page<InvocationView>> invocations(
      Caller caller, UUID runId, int limit, @Nullable String cursor) {
    return reading(caller, runId, run -> history.invocations(run.tenantId(), runId, limit, cursor));
  }

  @Override
  public Outcome<Page<LogLineView>> logs(
      Caller caller, UUID runId, int limit, @Nullable String cursor) {
    return reading(caller, runId, run -> history.logs(run.tenantId(), runId, limit, cursor));
  }

  @Override
  public Outcome<List<WaitView>> waits(Caller caller, UUID runId) {
    return reading(caller, runId, _ -> runs.waits(caller.tenantId(), runId));
  }

  @Override
  public Outcome<List<CommandView>> audit(Caller caller, UUID runId) {
    Refusal wrong = missing(caller, Permission.WORKFLOW_ADMIN);
    if (wrong != null) return Outcome.refused(wrong);
    return reading(caller, runId, _ -> runs.commands(caller.tenantId(), runId));
  }

  @Override
  public Outcome<Why> why(Caller caller, UUID runId) {
    return reading(
        caller,
        runId,
        run -> {
          List<Why.OpenWaitAndEvents> waits = new ArrayList<>();
          for (WaitView waiting : runs.waits(caller.tenantId(), runId)) {
            if (waiting.status() == WaitView.Status.WAITING) {
              waits.add(
                  new Why.OpenWaitAndEvents(
                      waiting, nearMisses(caller.tenantId(), waiting.opened())));
            }
          }
          return new Why(run, waits);
        });
  }

  private List<Why.NearMiss> nearMisses(String tenantId, OpenWait wait) {
    if (wait.eventName() == null) return List.of();
    List<Why.NearMiss> misses = new ArrayList<>();
    for (EventView view : events.recent(tenantId, wait.eventName(), RECENT_EVENTS)) {
      Event event = view.event();
      misses.add(
          new Why.NearMiss(event.id(), event.name(), event.receivedAt(), reason(view, wait)));
    }
    return misses;
  }

  private static String reason(EventView view, OpenWait wait) {
    if (view.keys().isEmpty()) return "CORRELATION_UNRESOLVED";
    if (!view.keys().contains(wait.correlationKey())) return "OTHER_KEY";
    if (Filters.firstFailing(wait.filters(), view.event()) != null) return "FILTER_FALSE";
    return view.event().receivedAt().isBefore(wait.createdAt())
        ? "BEFORE_LOOKBACK"
        : "TAKEN_BY_OTHER";
  }

  /**
   * Null while there is something to wait for. What this process holds and what it was told needs
   * no read.
   */
  private @Nullable Outcome<RunView> reached(
      String tenantId, UUID runId, Until until, @Nullable RunView told) {
    if (told == null && isUnderWay(tenantId, runId, until)) return null;
    RunView run = told == null ? runs.run(tenantId, runId) : told;
    if (run == null || !run.tenantId().equals(tenantId)) {
      return Outcome.refused(Refusals.runNotFound());
    }
    return reached(run.status(), until) ? Outcome.ok(run) : null;
  }

  private boolean isUnderWay(String tenantId, UUID runId, Until until) {
    RunState state = held.held(runId);
    return state != null
        && state.start().tenantId().equals(tenantId)
        && !reached(state.status(), until);
  }

  private static boolean reached(RunStatus status, Until until) {
    return switch (until) {
      case ENDED -> status.ended();
      case REST -> status != RunStatus.RUNNING;
    };
  }

  private interface Reading<T> {
    T of(RunView run);
  }

  private <T> Outcome<T> reading(Caller caller, UUID runId, Reading<T> reading) {
    Refusal wrong = missing(caller, Permission.WORKFLOW_READ);
    if (wrong != null) return Outcome.refused(wrong);
    RunView run = runs.run(caller.tenantId(), runId);
    return run == null ? Outcome.refused(Refusals.runNotFound()) : Outcome.ok(reading.of(run));
  }

  private static <T> Outcome<T> allowed(Caller caller, Permission needed, Supplier<T> answer) {
    Refusal wrong = missing(caller, needed);
    return wrong == null ? Outcome.ok(answer.get()) : Outcome.refused(wrong);
  }

  private static @Nullable Refusal missing(Caller caller, Permission needed) {
    return caller.may(needed) ? null : Refusals.forbidden(needed);
  }
}
