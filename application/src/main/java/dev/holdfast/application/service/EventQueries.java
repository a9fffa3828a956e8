package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadEvents;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.Page;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads stored events. Thread-safe. */
public final class EventQueries implements ReadEvents {
  private final EventReads events;
  private final TimeSource time;

  public EventQueries(EventReads events, TimeSource time) {
    this.events = events;
    this.time = time;
  }

  @Override
  public Outcome<EventView> event(Caller caller, String eventId) {
    if (!caller.may(Permission.WORKFLOW_READ)) return forbidden();
    EventView event = events.event(caller.tenantId(), eventId);
    if (event != null) return Outcome.ok(event);
    return Outcome.refused(
        new Refusal(
            Refusal.Kind.NOT_FOUND, "EVENT_NOT_FOUND", "expected a stored event with this id"));
  }

  @Override
  public Outcome<Page<EventView>> list(
      Caller caller, EventFilter filter, int limit, @Nullable String cursor) {
    if (!caller.may(Permission.WORKFLOW_READ)) return forbidden();
    return Outcome.ok(events.list(caller.tenantId(), filter, limit, cursor));
  }

  @Override
  public Outcome<Map<String, Long>> countByName(Caller caller) {
    if (!caller.may(Permission.WORKFLOW_READ)) return forbidden();
    return Outcome.ok(events.countByName(caller.tenantId(), time.now().minus(SUMMARY)));
  }

  private static <T> Outcome<T> forbidden() {
    return Outcome.refused(Refusals.forbidden(Permission.WORKFLOW_READ));
  }
}
