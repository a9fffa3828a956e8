package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.CallbackTokens.Callee;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunOrders.Posted;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine that keeps its runs in the database, under leases of this node. */
final class QuartzRunEngine implements RunEngine {
  static final String NAME = "quartz";
  private static final long FIRST_LOOK_MS = 50;
  private static final long LONGEST_LOOK_MS = 500;

  private final Node node;

  QuartzRunEngine(Node node) {
    this.node = node;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean supports(String engine, Operation operation) {
    return switch (operation) {
      case CANCEL, RESUME, RETRY, REPLAY, REQUEUE_EVENT_WAIT -> engine.equals(NAME);
    };
  }

  @Override
  public StartResult start(NewRun run) {
    ActiveRun active = ActiveRun.accepted(node, run);
    if (node.find(active.id()) != null) return new StartResult.Existing(active.id(), null);
    node.enter(active);
    CompletableFuture<StartResult> begun;
    try {
      begun = active.begin(run);
    } catch (RuntimeException e) {
      // A fold that throws is a fault of ours: nothing was stored.
      active.abandon();
      throw e;
    }
    return Waiting.forDatabase(
        begun,
        node.settings().patience(),
        () -> {
          if (node.ports().store().withdraw(run.start().runId())) active.abandon();
        });
  }

  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    Function<Instant, Input> input =
        at -> new Input.CancelRequested(inputId(order), at, order.reason(), force);
    UUID commandId = node.ports().ids().next();
    Posted posted = post(order(commandId, order, "cancel", true, input));
    return switch (posted) {
      case Posted.NotFound none -> CancelResult.NOT_FOUND;
      case Posted.Ended ended -> CancelResult.ENDED;
      case Posted.Repeated repeated -> CancelResult.STORED;
      case Posted.Claimed claimed -> CancelResult.STORED;
      case Posted.Stored stored -> CancelResult.STORED;
    };
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    Function<Instant, Input> input =
        at -> new Input.OperatorCommand(inputId(order), at, order.reason(), command);
    Verdict verdict = await(commandId -> order(commandId, order, kind(command), false, input));
    return verdict == null ? new CommandResult.NotFound() : new CommandResult.Folded(verdict);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    Callee callee = node.ports().tokens().callee(token);
    if (callee == null) return new CallbackResult.UnknownToken();
    String id = "callback:" + callee.callId();
    Verdict verdict =
        await(commandId ->
            new RunOrders.Order(
                commandId,
                null,
                callee.runId(),
                id,
                "callback",
                "callback",
                "callback",
                false,
                at -> new Input.CallbackReceived(id, at, callee.callId(), answer)));
    if (verdict == null) return new CallbackResult.UnknownToken();
    return new CallbackResult.Delivered(callee.runId(), verdict);
  }

  private static RunOrders.Order order(
      UUID commandId,
      OperatorOrder order,
      String kind,
      boolean liveOnly,
      Function<Instant, Input> input) {
    return new RunOrders.Order(
        commandId,
        order.tenantId(),
        order.runId(),
        order.orderId(),
        kind,
        order.principal(),
        order.reason(),
        liveOnly,
        input);
  }

  private static String inputId(OperatorOrder order) {
    return "order:" + order.orderId();
  }

  private static String kind(Input.Command command) {
    return switch (command) {
      case Input.Command.Resume resume -> "resume";
      case Input.Command.Retry retry -> "retry";
      case Input.Command.RequeueEventWait requeue -> "requeue-event-wait";
    };
  }

  /** Posts an order and has its run fold it. */
  private Posted post(RunOrders.Order order) {
    Posted posted = node.ports().orders().post(order, node.number(), node.room() > 0);
    switch (posted) {
      case Posted.Claimed claimed -> node.adopt(claimed.run(), List.of(claimed.mail()));
      case Posted.Stored stored -> node.tell(List.of(new Receiver(order.runId(), stored.owner())));
      case Posted.NotFound none -> {}
      case Posted.Ended ended -> {}
      case Posted.Repeated repeated -> {}
    }
    return posted;
  }

  /** What became of an order; null when there is no such run. */
  private @Nullable Verdict await(Function<UUID, RunOrders.Order> make) {
    UUID commandId = node.ports().ids().next();
    CompletableFuture<Verdict> here = node.watch(commandId);
    try {
      return switch (post(make.apply(commandId))) {
        case Posted.NotFound none -> null;
        case Posted.Ended ended ->
            new Verdict.Refused(Verdict.Reason.RUN_NOT_ACTIVE, "expected a run that has not ended");
        case Posted.Repeated repeated -> repeated(repeated.commandId());
        case Posted.Claimed claimed -> outcome(commandId, here);
        case Posted.Stored stored -> outcome(commandId, here);
      };
    } finally {
      node.forget(commandId);
    }
  }

  private Verdict repeated(UUID commandId) {
    outcome(commandId, new CompletableFuture<>());
    return new Verdict.Refused(Verdict.Reason.REPEATED, "it had been received before");
  }

  /** Folded here we hear of it at once; folded elsewhere its row tells. */
  private Verdict outcome(UUID commandId, CompletableFuture<Verdict> here) {
    long end = System.nanoTime() + node.settings().patience().toNanos();
    long look = FIRST_LOOK_MS;
    while (System.nanoTime() - end < 0) {
      try {
        return here.get(look, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Verdict verdict = node.ports().orders().outcome(commandId);
        if (verdict != null) return verdict;
        look = Math.min(look * 2, LONGEST_LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailable("interrupted while an order was being folded", e);
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("expected a verdict, but the fold failed", e);
      }
    }
    throw new StoreUnavailable(
        "the order is stored and not folded yet", new TimeoutException(commandId.toString()));
  }
}
