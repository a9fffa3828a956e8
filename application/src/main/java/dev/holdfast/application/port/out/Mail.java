package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.Input;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One input that lies in a run's mailbox.
 *
 * @param arrival orders inputs of the same instant
 * @param slips the rows that the fold of this input settles, at least one
 */
public record Mail(Input input, long arrival, List<Slip> slips) {
  public Mail {
    slips = List.copyOf(slips);
  }

  /** A row of the mailbox. */
  public sealed interface Slip {
    /** A plain input; its row goes with the fold. */
    record Inbox(UUID runId, String inputId) implements Slip {}

    /** An operator's order, or a callback; its row keeps the outcome. */
    record Order(UUID commandId) implements Slip {}

    /**
     * An event's delivery to one wait; its row keeps what became of it.
     *
     * @param waitId null when only the run is known
     */
    record Delivery(UUID deliveryId, @Nullable UUID waitId) implements Slip {}
  }
}
