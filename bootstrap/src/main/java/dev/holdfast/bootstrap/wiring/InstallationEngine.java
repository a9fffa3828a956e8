package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All engines of an installation as one: new runs start on the edition's, everything else goes to
 * the one that its run began on.
 */
final class InstallationEngine implements RunEngine {
  private final List<RunEngine> engines;
  private final RunIntake runs;
  private final CallbackTokens tokens;

  /**
   * @param engines the edition's first
   */
  InstallationEngine(List<RunEngine> engines, RunIntake runs, CallbackTokens tokens) {
    this.engines = List.copyOf(engines);
    this.runs = runs;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return engines.getFirst().name();
  }

  @Override
  public boolean supports(String name, Operation operation) {
    RunEngine engine = named(name);
    return engine != null && engine.supports(name, operation);
  }

  @Override
  public StartResult start(NewRun run) {
    UUID parent = run.start().parentRunId();
    // A child lives where its parent does; with one engine there is nothing to ask.
    if (parent == null || engines.size() == 1) return engines.getFirst().start(run);
    RunIntake.Known known = runs.find(parent);
    if (known == null) throw new IllegalStateException("expected a parent run " + parent);
    RunEngine engine = named(known.engine());
    if (engine == null) throw absent(known.engine());
    return engine.start(run);
  }

  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    RunIntake.Known known = known(order);
    if (known == null) return CancelResult.NOT_FOUND;
    RunEngine engine = named(known.engine());
    return engine == null ? CancelResult.NOT_REACHED : engine.cancel(order, force);
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    RunIntake.Known known = known(order);
    if (known == null) return new CommandResult.NotFound();
    RunEngine engine = named(known.engine());
    return engine == null
        ? new CommandResult.Unsupported(known.engine())
        : engine.command(order, command);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    CallbackTokens.Callee callee = tokens.callee(token);
    RunIntake.Known known = callee == null ? null : runs.find(callee.runId());
    if (known == null) return new CallbackResult.UnknownToken();
    RunEngine engine = named(known.engine());
    if (engine == null) throw absent(known.engine());
    return engine.callback(token, answer);
  }

  /** Null when the tenant has no such run. */
  private RunIntake.@Nullable Known known(OperatorOrder order) {
    RunIntake.Known known = runs.find(order.runId());
    return known != null && known.tenantId().equals(order.tenantId()) ? known : null;
  }

  private static StoreUnavailable absent(String engine) {
    return new StoreUnavailable(
        "the run's engine is not part of this edition",
        new IllegalStateException("expected an engine " + engine + ", but there is none"));
  }

  /** Null for an engine of another edition. */
  private @Nullable RunEngine named(String name) {
    for (RunEngine engine : engines) if (engine.name().equals(name)) return engine;
    return null;
  }
}
