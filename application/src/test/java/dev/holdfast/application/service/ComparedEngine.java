package dev.holdfast.application.service;

import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An engine and the rows of its runs, as far as they are compared. */
final class ComparedEngine implements EngineClosings {
  private static final String ENGINE = "other";

  final Map<UUID, OuterEngine.Standing> standings = new LinkedHashMap<>();
  final Map<UUID, Ended> closed = new LinkedHashMap<>();
  final List<UUID> changes = new ArrayList<>();
  final List<UUID> children = new ArrayList<>();
  final List<UUID> cancelled = new ArrayList<>();
  final List<UUID> told = new ArrayList<>();
  @Nullable UUID parent;
  CancelResult cancel = CancelResult.STORED;
  private final Set<UUID> unsettled = new LinkedHashSet<>();
  private final Map<UUID, RunIntake.Known> rows = new LinkedHashMap<>();

  EngineReconciler reconciler() {
    return new EngineReconciler(
        ENGINE,
        new Engine(),
        this,
        new Intake(),
        (runId, view) -> changes.add(runId),
        () -> Instant.EPOCH);
  }

  UUID run(OuterEngine.Standing standing) {
    UUID runId = UUID.randomUUID();
    standings.put(runId, standing);
    rows.put(runId, new RunIntake.Known("default", ENGINE, RunStatus.RUNNING, false));
    return runId;
  }

  void pending(UUID runId) {
    rows.put(runId, new RunIntake.Known("default", ENGINE, RunStatus.RUNNING, true));
  }

  void end(UUID runId) {
    rows.put(runId, new RunIntake.Known("default", ENGINE, RunStatus.SUCCEEDED, false));
  }

  @Override
  public List<UUID> untouched(String engine, Duration age, int limit) {
    return List.copyOf(standings.keySet());
  }

  @Override
  public boolean close(UUID runId, Ended how, Instant at) {
    if (closed.putIfAbsent(runId, how) != null) return false;
    end(runId);
    unsettled.add(runId);
    return true;
  }

  @Override
  public @Nullable Closed closed(UUID runId) {
    if (!unsettled.contains(runId)) return null;
    return new Closed(States.ended(RunStatus.CANCELED), children, parent);
  }

  @Override
  public void settled(UUID runId) {
    unsettled.remove(runId);
    standings.remove(runId);
  }

  /** What the reconciler asks an engine; whatever else is asked fails the test. */
  private final class Engine implements OuterEngine {
    @Override
    public RunEngine runs() {
      return new Runs();
    }

    @Override
    public Standing standing(UUID runId) {
      Standing standing = standings.get(runId);
      if (standing != null) return standing;
      throw new StoreUnavailable("away", new IllegalStateException("no such run"));
    }

    @Override
    public void tellParent(UUID parentRunId, RunState child) {
      told.add(parentRunId);
    }

    @Override
    public EventRouter routing(EventRouter inner) {
      throw unexpected();
    }

    @Override
    public void begin(boolean works, boolean sweeps) {
      throw unexpected();
    }

    @Override
    public void sweep(Duration age) {
      throw unexpected();
    }

    @Override
    public Health health() {
      throw unexpected();
    }

    @Override
    public void stop(Duration patience) {
      throw unexpected();
    }

    @Override
    public void close() {
      throw unexpected();
    }
  }

  private final class Runs implements RunEngine {
    @Override
    public String name() {
      return ENGINE;
    }

    @Override
    public CancelResult cancel(OperatorOrder order, boolean force) {
      cancelled.add(order.runId());
      return cancel;
    }

    @Override
    public boolean supports(String engine, Operation operation) {
      throw unexpected();
    }

    @Override
    public StartResult start(NewRun run) {
      throw unexpected();
    }

    @Override
    public CommandResult command(OperatorOrder order, Input.Command command) {
      throw unexpected();
    }

    @Override
    public CallbackResult callback(String token, CallAnswer answer) {
      throw unexpected();
    }
  }

  private final class Intake implements RunIntake {
    @Override
    public @Nullable Known find(UUID runId) {
      return rows.get(runId);
    }

    @Override
    public RunEngine.StartResult accept(NewRun run, String engine) {
      throw unexpected();
    }

    @Override
    public @Nullable NewRun pendingStart(UUID runId) {
      throw unexpected();
    }

    @Override
    public List<NewRun> pendingStarts(String engine, Duration age, int limit) {
      throw unexpected();
    }

    @Override
    public void started(UUID runId) {
      throw unexpected();
    }

    @Override
    public RunOrders.Posted post(RunOrders.Order order) {
      throw unexpected();
    }

    @Override
    public void cancelTaken(UUID commandId, RunEngine.OperatorOrder order, Instant at) {
      throw unexpected();
    }

    @Override
    public List<Mail> mail(UUID runId, int limit) {
      throw unexpected();
    }

    @Override
    public List<UUID> runsWithMail(String engine, Duration age, int limit) {
      throw unexpected();
    }

    @Override
    public void handedOver(Collection<Mail.Slip> slips) {
      throw unexpected();
    }

    @Override
    public void notReached(Collection<Mail.Slip> slips) {
      throw unexpected();
    }

    @Override
    public void undeliverable(UUID runId, Collection<Mail.Slip> slips) {
      throw unexpected();
    }
  }

  private static AssertionError unexpected() {
    return new AssertionError("expected a comparison not to ask this");
  }
}
