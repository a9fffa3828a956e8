package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Trigger.Condition;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.event.Filters;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import dev.holdfast.domain.json.JsonWrite;
import dev.holdfast.domain.json.Lookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether an event fires a trigger, and with which payload. */
public sealed interface TriggerMatch {
  /** A run is to be started with this payload. */
  record Fires(Map<String, @Nullable Object> payload) implements TriggerMatch {}

  /** No run; {@code message} says why for people. */
  record DoesNot(Reason reason, String message) implements TriggerMatch {}

  /** Why a trigger does not fire. */
  enum Reason {
    WHEN_FALSE,
    MAPPING_FAILED
  }

  /** The first of a workflow's triggers that fires, else what the last candidate said. */
  static TriggerMatch first(List<Trigger> triggers, Event event) {
    TriggerMatch answer =
        new DoesNot(
            Reason.WHEN_FALSE, "expected a trigger for " + event.name() + ", but none is left");
    for (Trigger trigger : triggers) {
      TriggerMatch match =
          switch (trigger) {
            case Trigger.OnEvent on -> on.eventName().equals(event.name()) ? of(on, event) : null;
          };
      if (match instanceof Fires) return match;
      if (match != null) answer = match;
    }
    return answer;
  }

  private static TriggerMatch of(Trigger.OnEvent trigger, Event event) {
    Sight sight = new Sight(event);
    String unmet = trigger.when() == null ? null : unmet(trigger.when(), sight);
    return unmet == null ? mapped(trigger, sight) : new DoesNot(Reason.WHEN_FALSE, unmet);
  }

  private static TriggerMatch mapped(Trigger.OnEvent trigger, Sight sight) {
    if (trigger.mapping().isEmpty()) return new Fires(sight.event().payload());
    Object payload = Json.EMPTY_OBJECT;
    for (Map.Entry<String, Value> entry : trigger.mapping().entrySet()) {
      String target = entry.getKey();
      Object value;
      switch (sight.resolve(entry.getValue())) {
        case Resolution.Found found -> value = found.json();
        case Resolution.Missing _ -> value = null;
        case Resolution.Failed failed -> {
          return notMapped(target, failed.failure().message());
        }
      }
      switch (JsonPath.parse(target)) {
        case JsonPath.Parsing.Malformed malformed -> {
          return notMapped(target, malformed.message());
        }
        case JsonPath.Parsing.Parsed(JsonPath path) -> {
          switch (JsonWrite.write(payload, path, value)) {
            case JsonWrite.Refused refused -> {
              return notMapped(target, refused.message());
            }
            case JsonWrite.Written written -> payload = written.value();
          }
        }
      }
    }
    return new Fires(Json.objectOf(payload));
  }

  private static TriggerMatch notMapped(String target, String why) {
    return new DoesNot(Reason.MAPPING_FAILED, "mapping " + target + ": " + why);
  }

  /** Null when the condition holds, else why it does not. */
  private static @Nullable String unmet(Condition condition, Sight sight) {
    return switch (condition) {
      case Condition.Holds(Value expression) ->
          switch (sight.resolve(expression)) {
            case Resolution.Found(Object json, _) when json instanceof Boolean holds ->
                holds ? null : "the condition is false";
            case Resolution.Found _ -> "the condition gave no boolean";
            case Resolution.Missing _ -> "the condition found nothing";
            case Resolution.Failed failed -> failed.failure().message();
          };
      case Condition.All(List<Condition> conditions) -> {
        String unmet = null;
        for (Condition each : conditions) {
          if (unmet == null) unmet = unmet(each, sight);
        }
        yield unmet;
      }
      case Condition.Any(List<Condition> conditions) -> {
        String unmet = "none of no conditions can hold";
        for (Condition each : conditions) {
          if (unmet != null) unmet = unmet(each, sight);
        }
        yield unmet;
      }
      case Condition.FieldIs(Filter filter) ->
          Filters.holds(filter, sight.event())
              ? null
              : "expected " + filter.path() + " " + filter.op().text() + " its value";
      case Condition.FieldChanged changed -> unchanged(changed, sight.event());
    };
  }

  /** Record-change events carry the images {@code before} and {@code after}. */
  private static @Nullable String unchanged(Condition.FieldChanged condition, Event event) {
    Lookup before = Filters.read("payload.before." + condition.field(), event);
    Lookup after = Filters.read("payload.after." + condition.field(), event);
    boolean changed = before.found() != after.found() || !Json.equal(before.value(), after.value());
    if (!changed) return "expected " + condition.field() + " to have changed";
    boolean holds =
        switch (condition.change()) {
          case CHANGED -> true;
          case CHANGED_FROM -> before.found() && Json.equal(before.value(), condition.value());
          case CHANGED_TO -> after.found() && Json.equal(after.value(), condition.value());
        };
    return holds ? null : "expected " + condition.field() + " to have changed otherwise";
  }

  /** What a trigger sees: the event alone, at the time of its receipt. */
  record Sight(Event event, Map<String, @Nullable Object> scope, EvaluationContext context) {
    Sight(Event event) {
      this(event, scopeOf(event), new EvaluationContext(event.receivedAt()));
    }

    Resolution resolve(Value value) {
      return Resolution.of(value, scope, context, Resolution.MissingMember.NULL);
    }

    private static Map<String, @Nullable Object> scopeOf(Event event) {
      Map<String, @Nullable Object> scope = new LinkedHashMap<>();
      scope.put("event", event.toJson());
      return Json.object(scope);
    }
  }
}
