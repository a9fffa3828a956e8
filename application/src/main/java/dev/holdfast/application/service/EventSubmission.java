package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.in.SubmitEvent;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventRouter.NewEvent;
import dev.holdfast.application.port.out.EventRouter.Routed;
import dev.holdfast.application.port.out.EventRouter.TriggerTarget;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.event.CorrelationResolver;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores events and routes them to waits and triggers. Thread-safe. */
public final class EventSubmission implements SubmitEvent {
  private final EventRouter router;
  private final PublishedWorkflows workflows;
  private final TriggerStarts triggers;
  private final PayloadSchemas schemas;
  private final CorrelationResolver resolver;
  private final RunReads runs;
  private final Ids ids;

  public EventSubmission(
      EventRouter router,
      PublishedWorkflows workflows,
      TriggerStarts triggers,
      PayloadSchemas schemas,
      CorrelationResolver resolver,
      RunReads runs,
      Ids ids) {
    this.router = router;
    this.workflows = workflows;
    this.triggers = triggers;
    this.schemas = schemas;
    this.resolver = resolver;
    this.runs = runs;
    this.ids = ids;
  }

  @Override
  public Outcome<Receipt> submit(Caller caller, Submission submission) {
    Refusal wrong = wrong(caller, submission);
    if (wrong != null) return Outcome.refused(wrong);
    List<String> keys =
        new ArrayList<>(
            resolver.keysOf(
                submission.eventName(), submission.correlationKey(), submission.payload()));
    keys.sort(null);
    return Outcome.ok(route(caller, submission, keys, null));
  }

  @Override
  public Outcome<Receipt> signal(Caller caller, UUID runId, Signal signal) {
    Submission submission =
        new Submission(
            signal.name(), runId.toString(), signal.payload(), null, signal.signalId(), null, null);
    Refusal wrong = wrong(caller, submission);
    if (wrong != null) return Outcome.refused(wrong);
    if (runs.run(caller.tenantId(), runId) == null) {
      return Outcome.refused(Refusals.runNotFound());
    }
    return Outcome.ok(route(caller, submission, List.of(runId.toString()), runId));
  }

  private Receipt route(
      Caller caller, Submission submission, List<String> keys, @Nullable UUID toRun) {
    List<TriggerTarget> targets = new ArrayList<>();
    // A signal is for one run: it starts none.
    if (toRun == null) {
      for (PublishedWorkflows.Published published :
          workflows.triggeredBy(caller.tenantId(), submission.eventName())) {
        targets.add(new TriggerTarget(ids.next(), published.workflowId(), published.key(), null));
      }
    }
    Routed routed =
        router.submit(
            new NewEvent(
                caller.tenantId(),
                submission.eventId() == null ? ids.next().toString() : submission.eventId(),
                submission.eventName(),
                keys,
                submission.payload(),
                submission.payloadSchemaRef(),
                submission.source(),
                submission.occurredAt(),
                toRun,
                0,
                targets));
    return receipt(
        routed, routed.duplicate() ? routed.deliveries() : fired(caller, routed, targets));
  }

  /** The deliveries, after the triggers' runs have been started where that is possible now. */
  private List<Delivery> fired(Caller caller, Routed routed, List<TriggerTarget> targets) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Delivery delivery : routed.deliveries()) {
      TriggerTarget target = target(targets, delivery.deliveryId());
      if (target == null) {
        deliveries.add(delivery);
        continue;
      }
      Delivery settled =
          triggers.fire(
              caller.tenantId(), target.deliveryId(), target.workflowId(), routed.event(), 0);
      deliveries.add(
          new Delivery(
              delivery.deliveryId(),
              delivery.target(),
              settled.state(),
              settled.reason(),
              settled.runId()));
    }
    return deliveries;
  }

  private static @Nullable TriggerTarget target(List<TriggerTarget> targets, UUID deliveryId) {
    for (TriggerTarget target : targets) {
      if (target.deliveryId().equals(deliveryId)) return target;
    }
    return null;
  }

  private static Receipt receipt(Routed routed, List<Delivery> deliveries) {
    List<UUID> resumed = new ArrayList<>();
    List<UUID> started = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      UUID runId = delivery.runId();
      if (runId == null) continue;
      switch (delivery.state()) {
        case STARTED -> started.add(runId);
        case SENT, USED -> {
          if (!resumed.contains(runId)) resumed.add(runId);
        }
        case PENDING, REFUSED -> {}
      }
    }
    boolean matched = !resumed.isEmpty() || !started.isEmpty();
    Status otherwise = routed.keys().isEmpty() ? Status.UNMATCHED : Status.BUFFERED;
    return new Receipt(
        routed.event().id(),
        matched ? Status.MATCHED : otherwise,
        routed.keys().isEmpty() ? "CORRELATION_UNRESOLVED" : null,
        routed.keys(),
        resumed,
        started,
        deliveries,
        routed.duplicate());
  }

  private @Nullable Refusal wrong(Caller caller, Submission submission) {
    if (!caller.may(Permission.WORKFLOW_EXECUTE)) {
      return Refusals.forbidden(Permission.WORKFLOW_EXECUTE);
    }
    List<Place> places = new ArrayList<>();
    checkText(places, "/eventName", submission.eventName());
    if (submission.eventId() != null) checkText(places, "/eventId", submission.eventId());
    if (submission.source() != null) checkText(places, "/source", submission.source());
    String key = submission.correlationKey();
    if (key != null && key.strip().length() > Limits.KEY_LENGTH) {
      places.add(tooLong("/correlationKey"));
    }
    if (!places.isEmpty()) {
      return new Refusal(
          Kind.MALFORMED, "INVALID_REQUEST", places.getFirst().message(), places, Map.of());
    }
    if (Json.utf8Size(submission.payload()) > Limits.START_PAYLOAD_BYTES) {
      return new Refusal(
          Kind.TOO_LARGE,
          "BODY_TOO_LARGE",
          "expected a payload of at most " + Limits.START_PAYLOAD_BYTES + " bytes");
    }
    String ref = submission.payloadSchemaRef();
    return ref == null ? null : schemas.violations(caller.tenantId(), ref, submission.payload());
  }

  private static void checkText(List<Place> places, String pointer, String text) {
    if (text.isBlank()) {
      places.add(new Place(pointer, "BLANK", "expected some text at " + pointer));
    } else if (text.length() > Limits.KEY_LENGTH) {
      places.add(tooLong(pointer));
    }
  }

  private static Place tooLong(String pointer) {
    return new Place(
        pointer, "TOO_LONG", "expected at most " + Limits.KEY_LENGTH + " characters at " + pointer);
  }
}
