package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.DeliverTriggers;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventRouter.PendingTrigger;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.service.PublishedWorkflows.Lookup;
import dev.holdfast.application.service.PublishedWorkflows.Published;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.definition.TriggerMatch;
import dev.holdfast.domain.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts the runs that events trigger, each once, whatever is delivered again. Thread-safe. */
public final class TriggerStarts implements DeliverTriggers {
  /** What is younger may still be under way in the request that stored it. */
  private static final Duration LEFT_OVER_AFTER = Duration.ofSeconds(5);

  private static final Set<Permission> SERVICE =
      Permission.closure(List.of(Permission.WORKFLOW_EXECUTE));

  private final EventRouter router;
  private final PublishedWorkflows workflows;
  private final StartRun starts;
  private final TimeSource time;
  private final Ids ids;

  public TriggerStarts(
      EventRouter router, PublishedWorkflows workflows, StartRun starts, TimeSource time, Ids ids) {
    this.router = router;
    this.workflows = workflows;
    this.starts = starts;
    this.time = time;
    this.ids = ids;
  }

  @Override
  public int deliver(int limit) {
    List<PendingTrigger> pending = router.pendingTriggers(time.now().minus(LEFT_OVER_AFTER), limit);
    int settled = 0;
    for (PendingTrigger left : pending) {
      Delivery delivery =
          fire(
              left.tenantId(),
              left.deliveryId(),
              left.workflowId(),
              left.event(),
              left.causalDepth());
      if (delivery.state() != Delivery.State.PENDING) settled++;
    }
    return settled;
  }

  /**
   * Starts a trigger's run, or records why there is none. What cannot be done now stays pending.
   */
  Delivery fire(String tenantId, UUID deliveryId, UUID workflowId, Event event, int causalDepth) {
    Delivery delivery;
    try {
      delivery = attempt(tenantId, deliveryId, workflowId, event, causalDepth);
      router.settle(tenantId, deliveryId, delivery.state(), delivery.reason(), delivery.runId());
    } catch (StoreUnavailable e) {
      delivery =
          delivery(deliveryId, workflowId, Delivery.State.PENDING, "ENGINE_UNAVAILABLE", null);
    }
    return delivery;
  }

  private Delivery attempt(
      String tenantId, UUID deliveryId, UUID workflowId, Event event, int causalDepth) {
    Lookup lookup = workflows.find(tenantId, workflowId.toString(), null);
    if (!(lookup instanceof Lookup.Found(Published published))) {
      return refused(deliveryId, workflowId, "NOT_PUBLISHED");
    }
    return switch (TriggerMatch.first(published.program().triggers(), event)) {
      case TriggerMatch.DoesNot(TriggerMatch.Reason reason, _) ->
          refused(deliveryId, workflowId, reason.name());
      case TriggerMatch.Fires(Map<String, @Nullable Object> payload) ->
          start(tenantId, deliveryId, published, payload, event, causalDepth);
    };
  }

  private Delivery start(
      String tenantId,
      UUID deliveryId,
      Published published,
      Map<String, @Nullable Object> payload,
      Event event,
      int causalDepth) {
    UUID workflowId = published.workflowId();
    Caller service =
        new Caller(
            tenantId,
            "workflow:" + workflowId,
            SERVICE,
            false,
            ids.next().toString().replace("-", ""));
    StartRun.Request request =
        new StartRun.Request(
            workflowId.toString(),
            published.version(),
            payload,
            Map.of(),
            new StartRun.Origin.ByEvent(event, causalDepth + 1));
    return switch (starts.start(service, request)) {
      case Outcome.Ok<StartRun.Started>(StartRun.Started started) ->
          delivery(deliveryId, workflowId, Delivery.State.STARTED, null, started.runId());
      case Outcome.Refused<StartRun.Started>(Refusal refusal) ->
          refused(deliveryId, workflowId, reason(refusal.code()));
    };
  }

  /** Deliveries speak of the workflow, so the word is left out. */
  private static String reason(String code) {
    return switch (code) {
      case "WORKFLOW_PAUSED" -> "PAUSED";
      case "WORKFLOW_NOT_PUBLISHED", "WORKFLOW_NOT_FOUND" -> "NOT_PUBLISHED";
      default -> code;
    };
  }

  private static Delivery refused(UUID deliveryId, UUID workflowId, String reason) {
    return delivery(deliveryId, workflowId, Delivery.State.REFUSED, reason, null);
  }

  private static Delivery delivery(
      UUID deliveryId,
      UUID workflowId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    return new Delivery(deliveryId, "trigger:" + workflowId, state, reason, runId);
  }
}
