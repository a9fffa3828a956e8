package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;

/** Notices which orders runs have taken and have still to fold. */
record NoticedOrders(RunEngine engine, Watched watched) implements RunEngine {
  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public boolean supports(String name, Operation operation) {
    return engine.supports(name, operation);
  }

  @Override
  public StartResult start(NewRun run) {
    return engine.start(run);
  }

  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    CancelResult result = engine.cancel(order, force);
    if (result == CancelResult.STORED) watched.expect(order.runId(), "order:" + order.orderId());
    return result;
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    return engine.command(order, command);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    return engine.callback(token, answer);
  }
}
