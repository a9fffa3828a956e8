package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.engine.Courier;
import dev.holdfast.adapter.temporal.engine.Unreached;
import dev.holdfast.adapter.temporal.engine.Verdicts;
import dev.holdfast.adapter.temporal.wire.CallOrder;
import dev.holdfast.adapter.temporal.wire.CancelOrder;
import dev.holdfast.adapter.temporal.wire.ChildOrder;
import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.Loss;
import dev.holdfast.adapter.temporal.wire.OpeningBytes;
import dev.holdfast.adapter.temporal.wire.ParentOrder;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.driver.ChildStarts;
import dev.holdfast.application.edition.EngineEdition.Ports;
import dev.holdfast.application.edition.EngineEdition.Uses;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.RunStore.ChildToStart;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Input;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs' workflows have this worker do. Thread-safe. */
public final class RunWorker implements RunActivities, AutoCloseable {
  private static final byte[] NOTHING = new byte[0];
  private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

  /** Some may be late. */
  private static final int BEATS = 4;

  /** A call that takes longer is long enough to be watched. */
  private static final Duration SOON = Duration.ofMillis(500);

  private final Ports ports;
  private final Uses uses;
  private final Connection connection;
  private final Courier courier;
  private final Teller teller;
  private final OutOfTurn outOfTurn;
  private final ActionCall calls;
  private final TemporalSettings settings;
  private final Pulse pulse = new Pulse();
  private volatile boolean stopping;

  public RunWorker(
      Ports ports,
      Uses uses,
      Connection connection,
      Courier courier,
      Verdicts verdicts,
      TemporalSettings settings) {
    this.ports = ports;
    this.uses = uses;
    this.connection = connection;
    this.courier = courier;
    this.teller = new Teller(ports, uses, courier, verdicts);
    this.outOfTurn = new OutOfTurn(teller::tellSoFar);
    this.calls = new ActionCall(ports, uses);
    this.settings = settings;
  }

  @Override
  public byte[] call(byte[] bytes) {
    leaveToOthers();
    CallOrder order = CallOrder.of(bytes);
    ActivityExecutionContext context = Activity.getExecutionContext();
    CallAtWork work =
        new CallAtWork(context, connection.stubs(), settings.namespace(), () -> isAwaited(order));
    Duration beat = context.getInfo().getHeartbeatTimeout().dividedBy(BEATS);
    long began = System.nanoTime();
    Future<?> telling = pulse.once(SOON, () -> outOfTurn.tell(order.runId(), began));
    try {
      Input.CallFinished answer = calls.answer(order, work, pulse, beat);
      // It may have been cut short: another worker makes the call again, under the same key.
      leaveToOthers();
      return InputCodec.encode(answer);
    } finally {
      telling.cancel(false);
    }
  }

  private boolean isAwaited(CallOrder order) {
    return settings.cancelsCalls() || courier.isAwaited(order.runId(), order.call().callId());
  }

  @Override
  public byte[] open(byte[] opening) {
    return OpeningBytes.found(ports.projections().open(OpeningBytes.opening(opening)));
  }

  @Override
  public void tell(byte[] write) {
    ports.crashPoints().pass(Point.BEFORE_COMMIT);
    teller.tell(WriteBytes.of(write));
    ports.crashPoints().pass(Point.AFTER_COMMIT);
  }

  @Override
  public byte[] startChild(byte[] order) {
    ChildToStart child = ChildOrder.of(order).child();
    ports.crashPoints().pass(Point.BEFORE_CHILD);
    ChildStarts.Tried tried = ChildStarts.start(uses.starts(), child);
    ports.crashPoints().pass(Point.AFTER_CHILD);
    UUID childRunId = child.effect().childRunId();
    return switch (tried) {
      case ChildStarts.Tried.Started _ -> NOTHING;
      case ChildStarts.Tried.TryAgain _ ->
          throw ApplicationFailure.newFailure("the child cannot start yet", "TRY_AGAIN");
      case ChildStarts.Tried.Refused(RunError error) ->
          InputCodec.encode(
              new Input.ChildRefused(
                  "refused:" + childRunId, ports.time().now(), childRunId, error));
    };
  }

  @Override
  public void cancelChild(byte[] bytes) {
    CancelOrder order = CancelOrder.of(bytes);
    Input cancel =
        new Input.CancelRequested(
            "parent:" + order.parentRunId(), ports.time().now(), order.reason(), false);
    // A child that is over has nothing left to cancel.
    courier.deliver(order.childRunId(), Letter.own(cancel), settings.patience());
  }

  @Override
  public void tellParent(byte[] bytes) {
    ParentOrder order = ParentOrder.of(bytes);
    try {
      courier.deliver(order.parentRunId(), Letter.of(order.letter()), settings.patience());
    } catch (Unreached e) {
      if (e.isForAll()) throw e;
      LOG.warn("parent run {} cannot be told of its child's end", order.parentRunId(), e);
    }
  }

  private void leaveToOthers() {
    if (stopping) throw Loss.known(ports.time().now());
  }

  /** From now on calls that begin or end are left to other workers. */
  void stopping() {
    stopping = true;
  }

  @Override
  public void close() {
    pulse.close();
  }
}
