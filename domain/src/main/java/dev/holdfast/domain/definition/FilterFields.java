package dev.holdfast.domain.definition;

import dev.holdfast.domain.event.Filter.Op;
import dev.holdfast.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles {@code filters}, and what the conditions of a trigger share with them. */
final class FilterFields {
  static final List<String> OPS = Stream.of(Op.values()).map(Op::text).toList();

  private static final String EVENT = "event.";
  private static final String PAYLOAD = "payload.";
  private static final List<String> EVENT_MEMBERS =
      List.of(
          "id",
          "name",
          "correlationKey",
          "payload",
          "payloadSchemaRef",
          "source",
          "occurredAt",
          "receivedAt");

  private final Values values;
  private final Report report;

  FilterFields(Values values, Report report) {
    this.values = values;
    this.report = report;
  }

  /** The filters of a wait, in document order; empty when there are none. */
  List<FilterTemplate> of(Fields owner) {
    List<FilterTemplate> filters = new ArrayList<>();
    List<@Nullable Object> raw = owner.list("filters", DefinitionLimits.ENTRIES);
    if (raw == null) return filters;
    for (int i = 0; i < raw.size(); i++) {
      Fields fields = Fields.of(raw.get(i), owner.at("filters").element(i), report);
      FilterTemplate filter = fields == null ? null : filter(fields);
      if (filter != null) filters.add(filter);
    }
    return filters;
  }

  private @Nullable FilterTemplate filter(Fields fields) {
    String path = path(fields, "path");
    String text = fields.require("op") ? fields.choice("op", OPS) : null;
    Op op = text == null ? null : Op.byText(text);
    Value value = null;
    boolean valued = op != null && needsValue(op);
    if (valued) value = values.required(fields, "value", Values.Wanted.ANYTHING);
    if (value instanceof Value.Literal literal && op != null) {
      checkLiteral(fields, op, literal.json());
    }
    refuseValue(fields, op);
    fields.end();
    if (path == null || op == null || (valued && value == null)) return null;
    return new FilterTemplate(path, op, value);
  }

  static boolean needsValue(Op op) {
    return op != Op.EXISTS && op != Op.NOT_EXISTS;
  }

  /** A value beside an operator that takes none would be ignored, so it is refused. */
  static void refuseValue(Fields fields, @Nullable Op op) {
    if (op != null && !needsValue(op)) {
      fields.refuse(
          "value", IssueCode.FIELD_NOT_ALLOWED, "'" + op.text() + "' takes no value.", null);
    }
    fields.has("value");
  }

  /** Whether an operator could ever hold for a literal. */
  static void checkLiteral(Fields fields, Op op, @Nullable Object literal) {
    switch (op) {
      case IN, NOT_IN -> {
        if (!(literal instanceof List<?>)) fields.wrongType("value", "a list");
      }
      case STARTS_WITH, ENDS_WITH -> {
        if (!(literal instanceof String)) fields.wrongType("value", "a string");
      }
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> {
        if (!(literal instanceof String || literal instanceof Number)) {
          fields.wrongType("value", "a number or a string");
        }
      }
      case EQUAL, NOT_EQUAL, EXISTS, NOT_EXISTS, CONTAINS -> {}
    }
  }

  /** A required path into an event; null, and reported, when it is missing or malformed. */
  @Nullable String path(Fields fields, String name) {
    String path = fields.require(name) ? fields.text(name) : null;
    if (path == null) return null;
    boolean event = path.startsWith(EVENT);
    int root = event ? EVENT.length() : path.startsWith(PAYLOAD) ? PAYLOAD.length() : 0;
    return switch (JsonPath.parse(path.substring(root))) {
      case JsonPath.Parsing.Malformed malformed -> {
        report.add(
            IssueCode.INVALID_PATH,
            fields.at(name),
            "This is no path into an event: " + malformed.message() + ".");
        yield null;
      }
      case JsonPath.Parsing.Parsed parsed -> {
        if (event) checkMember(parsed.path(), fields.at(name));
        yield path;
      }
    };
  }

  private void checkMember(JsonPath path, Place place) {
    String member = path.keys().get(0) instanceof JsonPath.Key.Member(String name) ? name : "";
    if (EVENT_MEMBERS.contains(member)) return;
    report.add(
        IssueCode.INVALID_PATH,
        place,
        "An event has " + String.join(", ", EVENT_MEMBERS) + ", but no '" + member + "'.",
        Nearest.of(member, EVENT_MEMBERS));
  }
}
