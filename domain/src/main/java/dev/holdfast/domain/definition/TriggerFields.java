package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles {@code trigger} and {@code triggers}. */
final class TriggerFields {
  private static final String EVENT = "event";
  private static final List<String> LATER = List.of("schedule", "recurring");
  private static final List<String> TYPES = List.of(EVENT, "schedule", "recurring");

  /** Roots of a run, which a trigger cannot see: there is no run yet. */
  private static final List<String> OF_A_RUN =
      List.of("payload", "vars", "meta", "error", "nodes", "childRun");

  private static final String PAYLOAD = "payload.";
  private static final List<String> OTHER_ROOTS = List.of("vars.", "meta.", "error.", "event.");

  private final Catalog catalog;
  private final Values values;
  private final Report report;

  TriggerFields(Catalog catalog, Values values, Report report) {
    this.catalog = catalog;
    this.values = values;
    this.report = report;
  }

  List<Trigger> of(Fields document) {
    List<Trigger> triggers = new ArrayList<>();
    if (document.has("trigger")) {
      document.refuse(
          "triggers", IssueCode.FIELD_NOT_ALLOWED, "'trigger' stands here already.", null);
      add(document.raw("trigger"), document.at("trigger"), triggers);
      return triggers;
    }
    List<@Nullable Object> raw = document.list("triggers", DefinitionLimits.TRIGGERS);
    for (int i = 0; raw != null && i < raw.size(); i++) {
      add(raw.get(i), document.at("triggers").element(i), triggers);
    }
    return triggers;
  }

  private void add(@Nullable Object raw, Place place, List<Trigger> triggers) {
    Fields fields = Fields.of(raw, place, report);
    String type = fields != null && fields.require("type") ? fields.text("type") : null;
    if (fields == null || type == null) return;
    if (type.equals(EVENT)) {
      Trigger trigger = onEvent(fields);
      if (trigger != null) triggers.add(trigger);
    } else if (LATER.contains(type)) {
      report.add(
          IssueCode.NOT_SUPPORTED,
          fields.at("type"),
          "Triggers of type '" + type + "' do not run in this release yet.");
    } else {
      report.add(
          IssueCode.UNKNOWN_TRIGGER_TYPE,
          fields.at("type"),
          "There is no trigger type '" + type + "'.",
          Nearest.of(type, TYPES));
    }
  }

  private @Nullable Trigger onEvent(Fields fields) {
    String eventName = fields.requiredWord("eventName", DefinitionLimits.NAME_LENGTH);
    String schemaRef = fields.word("sourcePayloadSchemaRef", DefinitionLimits.NAME_LENGTH);
    if (schemaRef != null && !catalog.hasSchema(schemaRef)) {
      report.add(
          IssueCode.UNKNOWN_SCHEMA,
          fields.at("sourcePayloadSchemaRef"),
          "There is no schema '" + schemaRef + "'.");
    }
    Map<String, Value> mapping = mapping(fields);
    Trigger.Condition when =
        fields.has("when")
            ? new ConditionFields(values, report).of(fields.raw("when"), fields.at("when"))
            : null;
    if (when instanceof Trigger.Condition.Holds(Value expression)) {
      checkSight(expression, fields.at("when"));
    }
    fields.end();
    if (eventName == null) return null;
    return new Trigger.OnEvent(eventName, schemaRef, Collections.unmodifiableMap(mapping), when);
  }

  private Map<String, Value> mapping(Fields fields) {
    Map<String, Value> mapping = new LinkedHashMap<>();
    if (!fields.has("payloadMapping")) return mapping;
    Map<String, @Nullable Object> raw = Json.asObject(fields.raw("payloadMapping"));
    if (raw == null || Values.isReference(raw)) {
      fields.wrongType("payloadMapping", "an object of targets and values");
      return mapping;
    }
    for (Map.Entry<String, @Nullable Object> entry : raw.entrySet()) {
      Place place = fields.at("payloadMapping").member(entry.getKey());
      String target = target(entry.getKey(), place);
      Value value = values.of(entry.getValue(), place);
      if (value == null) continue;
      checkSight(value, place);
      if (target != null) mapping.put(target, value);
    }
    return mapping;
  }

  /** A target inside the payload, with or without its root in front. */
  private @Nullable String target(String text, Place place) {
    boolean rooted = text.startsWith(PAYLOAD);
    if (OTHER_ROOTS.stream().anyMatch(text::startsWith)) {
      report.add(IssueCode.INVALID_ASSIGN_PATH, place, "A trigger writes into the payload only.");
      return null;
    }
    String inside = rooted ? text.substring(PAYLOAD.length()) : text;
    String whole = inside.startsWith("/") ? "/payload" + inside : PAYLOAD + inside;
    return switch (AssignPath.parse(whole)) {
      case AssignPath.Parsing.Parsed parsed -> parsed.path().inside().text();
      case AssignPath.Parsing.Refused refused -> {
        report.add(IssueCode.INVALID_ASSIGN_PATH, place, refused.message());
        yield null;
      }
    };
  }

  private void checkSight(Value value, Place place) {
    switch (value) {
      case Value.Literal literal -> {}
      case Value.Secret secret -> {}
      case Value.Expr(var expression) -> {
        for (String read : expression.reads()) checkRead(read, place);
      }
      case Value.Members(Map<String, Value> members) ->
          members.forEach((name, member) -> checkSight(member, place.member(name)));
      case Value.Elements(List<Value> elements) -> {
        for (int i = 0; i < elements.size(); i++) checkSight(elements.get(i), place.element(i));
      }
    }
  }

  private void checkRead(String path, Place place) {
    if (!(JsonPath.parse(path) instanceof JsonPath.Parsing.Parsed(JsonPath read))) return;
    if (read.keys().get(0) instanceof JsonPath.Key.Member(String root) && OF_A_RUN.contains(root)) {
      report.add(
          IssueCode.TRIGGER_SEES_EVENT_ONLY,
          place,
          "A trigger sees 'event' only, but this reads '" + path + "'.",
          root.equals("payload") ? "event." + path : null);
    }
  }
}
