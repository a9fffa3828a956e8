package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.view.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what was stored for this engine's runs over before it answers. */
public final class TemporalEventRouter implements EventRouter {
  private static final String TO_WAIT = "wait:";
  private static final String AWAY = "ENGINE_UNAVAILABLE";
  private static final Logger LOG = LoggerFactory.getLogger(TemporalEventRouter.class);

  /** The event is stored: its sender need not wait for long. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final EventRouter inner;
  private final MailRounds mail;

  public TemporalEventRouter(EventRouter inner, MailRounds mail) {
    this.inner = inner;
    this.mail = mail;
  }

  @Override
  public Routed submit(NewEvent event) {
    Routed routed = inner.submit(event);
    Round round = new Round(mail);
    List<Delivery> deliveries = new ArrayList<>(routed.deliveries().size());
    for (Delivery delivery : routed.deliveries()) {
      UUID runId = owed(delivery);
      deliveries.add(runId == null ? delivery : answered(delivery, round.bring(runId)));
    }
    return new Routed(routed.event(), routed.keys(), routed.duplicate(), deliveries);
  }

  /** The run of ours that the delivery is for; null when it is none of ours. */
  private static @Nullable UUID owed(Delivery delivery) {
    boolean ours =
        delivery.state() == Delivery.State.PENDING && delivery.target().startsWith(TO_WAIT);
    return ours ? delivery.runId() : null;
  }

  /** One event's way to its runs: once Temporal was not reached, the others need not try. */
  private static final class Round {
    private final MailRounds mail;
    private final Map<UUID, Boolean> brought = new TreeMap<>();
    private boolean away;

    Round(MailRounds mail) {
      this.mail = mail;
    }

    boolean bring(UUID runId) {
      return brought.computeIfAbsent(runId, this::brings);
    }

    private boolean brings(UUID runId) {
      if (away) return false;
      try {
        mail.bring(runId, PATIENCE);
        return true;
      } catch (Unreached e) {
        LOG.warn("run {}: an event waits for Temporal: {}", runId, e.getMessage());
        away = e.isForAll();
        return false;
      }
    }
  }

  private static Delivery answered(Delivery delivery, boolean sent) {
    return new Delivery(
        delivery.deliveryId(),
        delivery.target(),
        sent ? Delivery.State.SENT : Delivery.State.PENDING,
        sent ? null : AWAY,
        delivery.runId());
  }

  @Override
  public void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    inner.settle(tenantId, deliveryId, state, reason, runId);
  }

  @Override
  public List<PendingTrigger> pendingTriggers(Instant olderThan, int limit) {
    return inner.pendingTriggers(olderThan, limit);
  }
}
