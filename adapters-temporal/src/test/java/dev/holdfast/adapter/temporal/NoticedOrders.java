package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices which orders runs have taken and have still to fold.
 *
 * @param starting hears of each run without a parent before the engine does
 */
record NoticedOrders(Supplier<RunEngine> current, Watched watched, Consumer<UUID> starting)
    implements RunEngine {
  private RunEngine engine() {
    return current.get();
  }

  @Override
  public String name() {
    return engine().name();
  }

  @Override
  public boolean supports(String name, Operation operation) {
    return engine().supports(name, operation);
  }

  @Override
  public StartResult start(NewRun run) {
    watched.starting(run.start().runId());
    // A child may be started twice, and belongs to where its parent is.
    if (run.start().parentRunId() == null) starting.accept(run.start().runId());
    return engine().start(run);
  }

  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    CancelResult result = engine().cancel(order, force);
    if (result == CancelResult.STORED) watched.expect(order.runId(), "order:" + order.orderId());
    return result;
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    return engine().command(order, command);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    return engine().callback(token, answer);
  }
}
