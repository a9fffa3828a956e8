package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import java.util.function.Supplier;

/** Stands for an engine that is started later than its callers are made. */
record StartedEngine(Supplier<RunEngine> engine) implements RunEngine {
  @Override
  public String name() {
    return engine.get().name();
  }

  @Override
  public boolean supports(String name, Operation operation) {
    return engine.get().supports(name, operation);
  }

  @Override
  public StartResult start(NewRun run) {
    return engine.get().start(run);
  }

  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    return engine.get().cancel(order, force);
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    return engine.get().command(order, command);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    return engine.get().callback(token, answer);
  }
}
