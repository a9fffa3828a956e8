package dev.holdfast.application.service;

import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        only(OuterEngine.class, this),
        this,
        only(RunIntake.class, this),
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

  /** As {@link OuterEngine#standing}. */
  public OuterEngine.Standing standing(UUID runId) {
    OuterEngine.Standing standing = standings.get(runId);
    if (standing != null) return standing;
    throw new StoreUnavailable("away", new IllegalStateException("no such run"));
  }

  /** As {@link OuterEngine#runs}. */
  public RunEngine runs() {
    return only(RunEngine.class, this);
  }

  /** As {@link RunEngine#cancel}. */
  public CancelResult cancel(RunEngine.OperatorOrder order, boolean force) {
    cancelled.add(order.runId());
    return cancel;
  }

  /** As {@link OuterEngine#tellParent}. */
  public void tellParent(UUID parentRunId, RunState child) {
    told.add(parentRunId);
  }

  /** As {@link RunIntake#find}. */
  public RunIntake.@Nullable Known find(UUID runId) {
    return rows.get(runId);
  }

  /** A port of which only what this class has is used; anything else fails the test. */
  private static <T> T only(Class<T> port, Object target) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              try {
                return target
                    .getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return port.cast(proxy);
  }
}
