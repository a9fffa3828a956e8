package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.adapter.temporal.engine.Courier;
import dev.holdfast.adapter.temporal.engine.TemporalRunEngine;
import dev.holdfast.adapter.temporal.engine.Verdicts;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.edition.EngineEdition.Ports;
import dev.holdfast.application.edition.EngineEdition.Uses;
import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tells the database what has become of runs, and then whoever waits for it. Thread-safe. */
final class Teller {
  private final Ports ports;
  private final Uses uses;
  private final Courier courier;
  private final Verdicts verdicts;

  Teller(Ports ports, Uses uses, Courier courier, Verdicts verdicts) {
    this.ports = ports;
    this.uses = uses;
    this.courier = courier;
    this.verdicts = verdicts;
  }

  void tell(WriteBytes told) {
    EngineWrite write = told.write();
    if (!ports.projections().project(write)) return;
    RunState now = write.after();
    for (Input.CallFinished late : told.late()) {
      ActionCall.late(ports, now.start().tenantId(), write.runId(), late, "CLOSED");
    }
    for (RunWrite.Settled settled : write.settled()) {
      if (settled.slip() instanceof Mail.Slip.Order(UUID commandId)) {
        verdicts.told(commandId, settled.verdict());
      }
    }
    report(told);
    if (now.status() != RunStatus.RUNNING) {
      uses.changes().changed(write.runId(), () -> told.facts().view(TemporalRunEngine.NAME, now));
    }
  }

  /** What is told twice is reported twice; that is rare, and metrics can bear it. */
  private void report(WriteBytes told) {
    RuntimeMetrics metrics = ports.metrics();
    Instant acceptedAt = told.measures().acceptedAt();
    if (acceptedAt != null) {
      metrics.firstStep(Duration.between(acceptedAt, ports.time().now()));
    }
    for (Duration age : told.measures().waits()) metrics.waitEnded(age);
    for (JournalEntry entry : told.write().journal()) {
      if (entry.kind() == JournalEntry.Kind.STEP_RETRY_SCHEDULED) metrics.retryScheduled();
    }
  }

  /** Tells what a run has done so far, if it has not told it itself. */
  void tellSoFar(UUID runId) {
    WriteBytes untold = courier.untold(runId);
    if (untold != null) ports.projections().project(untold.write());
  }
}
