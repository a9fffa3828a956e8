package dev.holdfast.adapter.rest.events;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.Fields;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.PathIds;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadEvents;
import dev.holdfast.application.port.in.SubmitEvent;
import dev.holdfast.application.view.EventFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/workflow/events}, and signals to one run. */
@RestController
public class EventController {
  private static final int TEXT_MAX = 255;

  private final SubmitEvent submissions;
  private final ReadEvents events;

  public EventController(SubmitEvent submissions, ReadEvents events) {
    this.submissions = submissions;
    this.events = events;
  }

  @PostMapping("/api/workflow/events")
  @Endpoint(
      summary = "Submit an event",
      needs = Permission.WORKFLOW_EXECUTE,
      body = "SubmitEvent",
      headers = @Param(name = "Idempotency-Key", about = "the event's id, where the body has none"),
      answers = {"201 Receipt", "202 Receipt", "200 Receipt"},
      problems = 422)
  Reply submit(
      Caller caller,
      Body body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    SubmitEvent.Submission submission = body.read(fields -> submission(fields, key));
    return receipt(submissions.submit(caller, submission));
  }

  @PostMapping("/api/workflow-runs/{runId}/signal")
  @Endpoint(
      summary = "Send an event to one run",
      needs = Permission.WORKFLOW_EXECUTE,
      body = "Signal",
      answers = {"201 Receipt", "202 Receipt", "200 Receipt"},
      problems = 404)
  Reply signal(Caller caller, @PathVariable String runId, Body body) {
    UUID id = PathIds.require(runId, "RUN_NOT_FOUND", "run");
    SubmitEvent.Signal signal =
        body.read(fields ->
            new SubmitEvent.Signal(
                fields.text("name", 1, TEXT_MAX),
                orEmpty(fields.optionalObject("payload")),
                fields.optionalText("signalId", 1, TEXT_MAX)));
    return receipt(submissions.signal(caller, id, signal));
  }

  @GetMapping("/api/workflow/events")
  @Endpoint(
      summary = "List events, newest first",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "eventName", about = "the name"),
        @Param(name = "correlationKey", about = "a key it is offered under"),
        @Param(name = "from", about = "received at or after", type = "date-time"),
        @Param(name = "to", about = "received before", type = "date-time"),
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 EventList")
  Reply list(Caller caller, Query query) {
    EventFilter filter =
        new EventFilter(
            query.text("eventName"),
            query.text("correlationKey"),
            query.instant("from"),
            query.instant("to"));
    return Reply.of(
        events.list(caller, filter, query.limit(), query.cursor()),
        page ->
            Reply.ok(
                new JsonObject()
                    .put("items", page.items(), EventJson::listed)
                    .putAny("nextCursor", page.nextCursor())));
  }

  @GetMapping("/api/workflow/events/summary")
  @Endpoint(
      summary = "Count the last seven days' events by name",
      needs = Permission.WORKFLOW_READ,
      answers = "200 EventSummary")
  Reply summary(Caller caller) {
    return Reply.of(
        events.countByName(caller),
        counts -> {
          JsonObject byName = new JsonObject();
          new TreeMap<>(counts).forEach((name, count) -> byName.put(name, count));
          return Reply.ok(
              new JsonObject().put("days", ReadEvents.SUMMARY.toDays()).put("byName", byName));
        });
  }

  @GetMapping("/api/workflow/events/{eventId}")
  @Endpoint(
      summary = "Read an event and what became of it",
      needs = Permission.WORKFLOW_READ,
      answers = "200 Event",
      problems = 404)
  Reply read(Caller caller, @PathVariable String eventId) {
    return Reply.of(events.event(caller, eventId), event -> Reply.ok(EventJson.full(event)));
  }

  private static Reply receipt(Outcome<SubmitEvent.Receipt> outcome) {
    return Reply.of(
        outcome,
        receipt -> {
          int status = receipt.duplicate() ? 200 : receipt.pending() ? 202 : 201;
          return Reply.json(status, EventJson.receipt(receipt));
        });
  }

  private static SubmitEvent.Submission submission(Fields fields, @Nullable String headerId) {
    String name = fields.text("eventName", 1, TEXT_MAX);
    String key = fields.optionalText("workflowCorrelationKey", 0, TEXT_MAX);
    String otherKey = fields.optionalText("correlationKey", 0, TEXT_MAX);
    if (key != null && otherKey != null && !key.equals(otherKey)) {
      fields.wrong(
          "correlationKey", "AMBIGUOUS", "expected workflowCorrelationKey or correlationKey");
    }
    String id = fields.optionalText("eventId", 1, TEXT_MAX);
    if (id == null && headerId != null) {
      if (headerId.isBlank() || headerId.length() > TEXT_MAX) {
        throw Query.wrong("Idempotency-Key", "expected a header of 1 to 255 characters");
      }
      id = headerId;
    }
    return new SubmitEvent.Submission(
        name,
        key != null ? key : otherKey,
        orEmpty(fields.optionalObject("payload")),
        fields.optionalText("payloadSchemaRef", 1, TEXT_MAX),
        id,
        fields.optionalInstant("occurredAt"),
        fields.optionalText("source", 1, TEXT_MAX));
  }

  private static Map<String, @Nullable Object> orEmpty(
      @Nullable Map<String, @Nullable Object> object) {
    return object == null ? Map.of() : object;
  }
}
