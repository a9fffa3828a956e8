package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.FilterTemplate;
import dev.holdfast.domain.definition.Lookback;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.CorrelationKey;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.event.Filters;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code event.wait}. */
final class EventWaits {
  private EventWaits() {}

  static void visit(Fold fold, Fiber fiber, Step.WaitForEvent step) {
    Visits.started(fold, fiber);
    String key;
    List<Filter> filters;
    try {
      Scope scope = Scope.seenBy(fold, fiber);
      key = key(fold, scope, step);
      filters = filters(fold, scope, step);
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Long timeout = step.timeoutMs();
    Instant due = timeout == null ? null : Times.after(fold.now, timeout);
    Facts facts =
        Facts.with("eventName", step.eventName())
            .and("correlationKey", key)
            .and("filters", json(filters));
    Opened wait = Leaves.open(fold, fiber.list(), OpenWait.Type.EVENT, due, facts);
    Frame.Listening listening = new Frame.Listening(wait, step.eventName(), key, filters, false);
    fold.put(fiber.push(listening).with(Fiber.Pace.BLOCKED));
    ask(fold, step, listening);
  }

  private static String key(Fold fold, Scope scope, Step.WaitForEvent step) {
    Object value = Values.stored(fold, scope, step.correlationKey(), "correlationKey");
    return switch (CorrelationKey.of(value)) {
      case CorrelationKey.Usable usable -> usable.text();
      case CorrelationKey.Blank blank ->
          throw unusable(step, "expected a key, but " + (value == null ? "null" : "blanks"));
      case CorrelationKey.Unusable unusable -> throw unusable(step, unusable.message());
    };
  }

  private static Raised unusable(Step.WaitForEvent step, String why) {
    return new Raised(
        ErrorCode.WAIT_KEY_INVALID, "correlationKey: " + why, Values.source(step.correlationKey()));
  }

  private static List<Filter> filters(Fold fold, Scope scope, Step.WaitForEvent step) {
    List<Filter> filters = new ArrayList<>(step.filters().size());
    for (FilterTemplate template : step.filters()) {
      Object value = null;
      if (template.value() != null) {
        String field = "filters[" + filters.size() + "].value";
        value = Values.stored(fold, scope, template.value(), field);
        Sizes.held(fold, value, field);
      }
      filters.add(new Filter(template.path(), template.op(), value));
    }
    return List.copyOf(filters);
  }

  private static List<@Nullable Object> json(List<Filter> filters) {
    List<@Nullable Object> list = new ArrayList<>(filters.size());
    for (Filter filter : filters) {
      list.add(
          Facts.with("path", filter.path())
              .and("op", filter.op().text())
              .and("value", filter.value())
              .json());
    }
    return Json.list(list);
  }

  private static void ask(Fold fold, Step.WaitForEvent step, Frame.Listening listening) {
    fold.effects.add(
        new Effect.OpenEventWait(
            listening.opened().waitId(),
            listening.name(),
            listening.key(),
            listening.filters(),
            since(fold, step.lookback(), listening.opened().createdAt())));
  }

  private static @Nullable Instant since(Fold fold, Lookback lookback, Instant openedAt) {
    return switch (lookback) {
      case Lookback.SinceStart start -> {
        Event event = fold.start.event();
        yield event == null ? fold.startedAt : event.receivedAt();
      }
      case Lookback.None none -> null;
      case Lookback.Millis(long millis) -> Times.before(openedAt, millis);
    };
  }

  /** The node that was to look back is gone. */
  static void lost(Fold fold, Fiber fiber, Frame.Listening listening) {
    if (!listening.armed()) ask(fold, step(fold, fiber), listening);
  }

  private static Step.WaitForEvent step(Fold fold, Fiber fiber) {
    if (fold.step(fiber) instanceof Step.WaitForEvent step) return step;
    throw new IllegalStateException("expected an event.wait at " + fiber.list().stepPath());
  }

  // --- what ends a wait

  static Verdict lookedBack(Fold fold, Input.LookedBack input) {
    for (Fiber fiber : fold.fibers.values()) {
      if (fiber.top() instanceof Frame.Listening listening
          && listening.opened().waitId().equals(input.waitId())
          && !listening.armed()) {
        arm(fold, fiber, listening, input.events());
        return new Verdict.Applied(input.waitId());
      }
    }
    return Calls.closed("wait", input.waitId());
  }

  private static void arm(Fold fold, Fiber fiber, Frame.Listening listening, List<Event> events) {
    Frame.Listening armed =
        new Frame.Listening(
            listening.opened(), listening.name(), listening.key(), listening.filters(), true);
    Fiber ready = fiber.replaceTop(armed);
    fold.put(ready);
    Instant due = listening.opened().dueAt();
    for (Event event : events) {
      boolean inTime = due == null || event.receivedAt().isBefore(due);
      if (inTime && isFor(armed, event) && !isUsed(fold, event) && passes(armed, event)) {
        take(fold, ready, armed, event);
        return;
      }
    }
    // It could not time out before, and nothing else may come.
    if (due != null && !due.isAfter(fold.now)) timeOut(fold, ready, armed, "timer");
  }

  private static boolean isFor(Frame.Listening wait, Event event) {
    return wait.name().equals(event.name()) && wait.key().equals(event.correlationKey());
  }

  private static boolean passes(Frame.Listening wait, Event event) {
    return Filters.firstFailing(wait.filters(), event) == null;
  }

  private static boolean isUsed(Fold fold, Event event) {
    return fold.usedEvents.get().contains(event.id());
  }

  /** The matching wait opened first takes the event. */
  static Verdict offered(Fold fold, Event event) {
    if (isUsed(fold, event)) {
      return refused(Verdict.Reason.TAKEN_BY_OTHER, "a wait of this run has taken the event");
    }
    List<Fiber> candidates = new ArrayList<>();
    for (Fiber fiber : fold.fibers.values()) {
      if (fiber.top() instanceof Frame.Listening wait && wait.armed() && isFor(wait, event)) {
        candidates.add(fiber);
      }
    }
    candidates.sort(Comparator.comparingLong(Timers::order));
    for (Fiber fiber : candidates) {
      if (fiber.top() instanceof Frame.Listening wait && passes(wait, event)) {
        UUID waitId = wait.opened().waitId();
        take(fold, fiber, wait, event);
        return new Verdict.Applied(waitId);
      }
    }
    return candidates.isEmpty()
        ? refused(Verdict.Reason.NO_SUCH_WAIT, "no open wait has the event's name and key")
        : refused(Verdict.Reason.FILTER_FALSE, "a filter does not hold for the event");
  }

  private static Verdict.Refused refused(Verdict.Reason reason, String message) {
    return new Verdict.Refused(reason, message);
  }

  private static void take(Fold fold, Fiber fiber, Frame.Listening wait, Event event) {
    Leaves.resolved(fold, fiber, wait, Facts.with("by", "event").and("eventId", event.id()));
    fold.effects.add(new Effect.CloseEventWait(wait.opened().waitId()));
    Set<String> used = new LinkedHashSet<>(fold.usedEvents.get());
    if (used.size() >= RunLimits.USED_EVENTS) {
      String limit = "expected at most " + RunLimits.USED_EVENTS + " events in a run, but more";
      Unwinding.raise(fold, fiber, RunError.of(ErrorCode.EVENT_LIMIT, limit));
      return;
    }
    used.add(event.id());
    fold.usedEvents.set(Collections.unmodifiableSet(used));
    matched(fold, fiber, event);
  }

  /** Goes on with the event that a wait has been given. */
  private static void matched(Fold fold, Fiber fiber, Event event) {
    Step.WaitForEvent step = step(fold, fiber);
    Roots.Snapshot before = fold.roots.snapshot();
    Fiber told;
    try {
      long most = Limits.START_PAYLOAD_BYTES;
      Held payload = Sizes.value(event.payload(), "event", most, Limits.DEPTH - 1);
      Sizes.keep(fold, payload, "event");
      told =
          fiber.replace(fiber.listAt(), fiber.list().withEvent(new Taken(event, payload.bytes())));
      Writes.write(fold, Writes.VARS_EVENT, event.payload(), "vars.event", most);
      Writes.write(fold, Writes.VARS_EVENT_NAME, event.name(), "vars.eventName");
      if (step.continueOnTimeout()) {
        Writes.write(fold, Writes.VARS_EVENT_TIMED_OUT, false, "vars.eventTimedOut");
      }
      Writes.assign(fold, Scope.seenBy(fold, told), step.assignments());
    } catch (Raised raised) {
      fold.roots.restore(before);
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Visits.succeed(fold, told, Facts.with("output", event.payload()).json());
  }

  /** An operator's output stands for the event's payload; filters do not count. */
  static void resume(Fold fold, Fiber fiber, Frame.Listening wait, Event event) {
    Leaves.resolved(fold, fiber, wait, Facts.with("by", "operator"));
    fold.effects.add(new Effect.CloseEventWait(wait.opened().waitId()));
    matched(fold, fiber, event);
  }

  static void timeOut(Fold fold, Fiber fiber, Frame.Listening wait, String by) {
    Leaves.timedOut(fold, fiber, wait, Facts.with("by", by));
    fold.effects.add(new Effect.CloseEventWait(wait.opened().waitId()));
    Instant due = wait.opened().dueAt();
    if (step(fold, fiber).continueOnTimeout()) {
      try {
        Writes.write(fold, Writes.VARS_EVENT_TIMED_OUT, true, "vars.eventTimedOut");
      } catch (Raised raised) {
        Unwinding.raise(fold, fiber, raised.error());
        return;
      }
      Visits.succeed(fold, fiber, Facts.with("timedOut", true).json());
      return;
    }
    RunError error =
        RunError.of(
            ErrorCode.WAIT_TIMEOUT,
            "expected an event " + wait.name() + " in time, but none came",
            Facts.with("eventName", wait.name())
                .and("correlationKey", wait.key())
                .and("timeoutAt", Json.instant(due == null ? fold.now : due))
                .json());
    Unwinding.raise(fold, fiber, error);
  }
}
