package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of one write, encoded, as the group's statement takes them. */
final class Rows {
  private Rows() {}

  /** A run's row. Classes where bytes are held: records would compare them by identity. */
  static final class Run {
    final UUID runId;
    final int node;
    final long fence;
    final @Nullable NewRun created;
    final RunState state;
    final byte[] control;
    final byte @Nullable [] data;
    final boolean released;
    final @Nullable Instant wakeAt;
    final boolean orphaned;

    Run(
        UUID runId,
        int node,
        long fence,
        @Nullable NewRun created,
        RunState state,
        byte[] control,
        byte @Nullable [] data,
        boolean released,
        @Nullable Instant wakeAt,
        boolean orphaned) {
      this.runId = runId;
      this.node = node;
      this.fence = fence;
      this.created = created;
      this.state = state;
      this.control = control;
      this.data = data;
      this.released = released;
      this.wakeAt = wakeAt;
      this.orphaned = orphaned;
    }

    NewRun born() {
      if (created == null) throw new IllegalStateException("expected a first write, but " + runId);
      return created;
    }

    @Nullable Instant completedAt() {
      return state.status().ended() ? state.now() : null;
    }

    @Nullable String stateTag() {
      return state.meta().get("state") instanceof String tag ? tag : null;
    }
  }

  static final class History {
    final UUID runId;
    final long firstSeq;
    final long lastSeq;
    final Instant at;
    final byte[] entries;

    History(UUID runId, long firstSeq, long lastSeq, Instant at, byte[] entries) {
      this.runId = runId;
      this.firstSeq = firstSeq;
      this.lastSeq = lastSeq;
      this.at = at;
      this.entries = entries;
    }
  }

  /** A wait's row as it is first written; it may be over by then. */
  static final class Wait {
    final UUID runId;
    final String tenantId;
    final OpenWait wait;
    final byte @Nullable [] filters;
    final @Nullable WaitEnd end;

    Wait(
        UUID runId,
        String tenantId,
        OpenWait wait,
        byte @Nullable [] filters,
        @Nullable WaitEnd end) {
      this.runId = runId;
      this.tenantId = tenantId;
      this.wait = wait;
      this.filters = filters;
      this.end = end;
    }
  }

  record AttemptEnd(UUID runId, long key, long seq) {}

  /**
   * @param status 1 RESOLVED, 2 TIMED_OUT, 3 CANCELED
   */
  record WaitEnd(UUID runId, UUID waitId, int status, Instant at, @Nullable String by) {}

  record InboxEnd(UUID runId, String inputId) {}

  record OrderEnd(
      UUID runId,
      UUID commandId,
      @Nullable String refusal,
      @Nullable String message,
      @Nullable UUID waitId) {}

  record DeliveryEnd(UUID runId, UUID deliveryId, int state, @Nullable String reason) {}

  /** An event that a wait took when it looked back. */
  record Taken(
      UUID runId,
      UUID deliveryId,
      String tenantId,
      long arrival,
      UUID waitId,
      @Nullable String key,
      Instant at) {}

  /** A detached child to start. */
  static final class ChildStart {
    final UUID runId;
    final UUID childRunId;
    final Instant at;
    final byte[] effect;

    ChildStart(UUID runId, UUID childRunId, Instant at, byte[] effect) {
      this.runId = runId;
      this.childRunId = childRunId;
      this.at = at;
      this.effect = effect;
    }
  }

  static final class Mail {
    final UUID runId;
    final String inputId;
    final Instant at;
    final byte[] input;

    Mail(UUID runId, String inputId, Instant at, byte[] input) {
      this.runId = runId;
      this.inputId = inputId;
      this.at = at;
      this.input = input;
    }
  }
}
