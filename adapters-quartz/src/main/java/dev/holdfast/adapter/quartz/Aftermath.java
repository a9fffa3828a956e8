package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports what a durable batch means: in numbers, and to whoever waits for the run. */
final class Aftermath {
  private Aftermath() {}

  /**
   * @param created the run as it was accepted, after its first write; else null
   */
  static void of(Node node, ActiveRun run, Batch batch, @Nullable NewRun created) {
    for (RunWrite.Settled settled : batch.settled()) {
      if (settled.slip() instanceof Mail.Slip.Order order) {
        node.settled(order.commandId(), settled.verdict());
      }
    }
    batch.late().forEach(answer -> run.errands().calls().late(answer, "CLOSED"));
    report(node, run, batch, created);
  }

  private static void report(Node node, ActiveRun run, Batch batch, @Nullable NewRun created) {
    RuntimeMetrics metrics = node.ports().metrics();
    if (created != null) {
      metrics.firstStep(Duration.between(created.acceptedAt(), node.ports().time().now()));
    }
    for (JournalEntry entry : batch.journal()) {
      if (entry.kind() == JournalEntry.Kind.STEP_RETRY_SCHEDULED) metrics.retryScheduled();
    }
    RunState now = batch.state();
    if (now.status() != RunStatus.RUNNING) {
      node.uses().changes().changed(run.id(), () -> run.facts().view(QuartzRunEngine.NAME, now));
    }
    RunState before = batch.before();
    if (before == null) return;
    List<OpenWait> were = before.waits();
    if (were.isEmpty()) return;
    Set<UUID> still = new HashSet<>();
    for (OpenWait wait : batch.state().waits()) still.add(wait.waitId());
    for (OpenWait wait : were) {
      if (still.contains(wait.waitId())) continue;
      metrics.waitEnded(Duration.between(wait.createdAt(), batch.state().now()));
    }
  }
}
