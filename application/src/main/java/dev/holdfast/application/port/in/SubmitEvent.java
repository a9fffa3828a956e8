package dev.holdfast.application.port.in;

import dev.holdfast.application.view.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in events: one meaning, whichever door they came through. */
public interface SubmitEvent {
  /** Answers after the event is stored and routed. */
  Outcome<Receipt> submit(Caller caller, Submission submission);

  /** An event for one run, keyed by the run's id. */
  Outcome<Receipt> signal(Caller caller, UUID runId, Signal signal);

  /**
   * @param correlationKey explicit; null derives keys from the payload
   * @param eventId null lets the service make one
   */
  record Submission(
      String eventName,
      @Nullable String correlationKey,
      Map<String, @Nullable Object> payload,
      @Nullable String payloadSchemaRef,
      @Nullable String eventId,
      @Nullable Instant occurredAt,
      @Nullable String source) {}

  /**
   * @param signalId makes a repeat one signal; null lets the service make one
   */
  record Signal(String name, Map<String, @Nullable Object> payload, @Nullable String signalId) {}

  /**
   * What became of an event.
   *
   * @param reason why it reached nobody, such as {@code CORRELATION_UNRESOLVED}; null when it did
   * @param resumedRuns the runs it was handed to
   * @param duplicate an event with this id was there; this is its first receipt
   */
  record Receipt(
      String eventId,
      Status status,
      @Nullable String reason,
      List<String> correlationKeys,
      List<UUID> resumedRuns,
      List<UUID> startedRuns,
      List<Delivery> deliveries,
      boolean duplicate) {
    /** Whether a delivery still waits for its engine. */
    public boolean pending() {
      return deliveries.stream().anyMatch(d -> d.state() == Delivery.State.PENDING);
    }
  }

  /** The receipt's summary. */
  enum Status {
    MATCHED("matched"),
    BUFFERED("buffered"),
    UNMATCHED("unmatched");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
