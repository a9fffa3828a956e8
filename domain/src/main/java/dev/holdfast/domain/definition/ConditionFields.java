package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Trigger.Condition;
import dev.holdfast.domain.definition.Trigger.Condition.Change;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.event.Filter.Op;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code when} of a trigger: an expression, one condition, a list of conditions that must
 * all hold, or objects with {@code all} or {@code any}.
 */
final class ConditionFields {
  private static final String CHANGED = "changed";
  private static final String CHANGED_FROM = "changed_from";
  private static final String CHANGED_TO = "changed_to";
  private static final List<String> OPS =
      Stream.concat(FilterFields.OPS.stream(), Stream.of(CHANGED, CHANGED_FROM, CHANGED_TO))
          .toList();

  private final Values values;
  private final FilterFields filters;
  private final Report report;

  ConditionFields(Values values, Report report) {
    this.values = values;
    this.filters = new FilterFields(values, report);
    this.report = report;
  }

  /** Null when something is wrong and reported. */
  @Nullable Condition of(@Nullable Object raw, Place place) {
    if (Json.asList(raw) != null) return all(raw, place);
    if (Values.isReference(raw)) {
      Value value = values.of(raw, place);
      return value == null ? null : new Condition.Holds(value);
    }
    Fields fields = Fields.of(raw, place, report);
    if (fields == null) return null;
    if (fields.has("all") || fields.has("any")) return group(fields);
    return field(fields);
  }

  private @Nullable Condition group(Fields fields) {
    Condition condition;
    if (fields.has("all")) {
      condition = all(fields.raw("all"), fields.at("all"));
      fields.refuse("any", IssueCode.FIELD_NOT_ALLOWED, "'all' stands here already.", null);
    } else {
      List<Condition> list = list(fields.raw("any"), fields.at("any"));
      condition = list == null ? null : new Condition.Any(list);
    }
    fields.end();
    return condition;
  }

  private @Nullable Condition all(@Nullable Object raw, Place place) {
    List<Condition> list = list(raw, place);
    return list == null ? null : new Condition.All(list);
  }

  private @Nullable List<Condition> list(@Nullable Object raw, Place place) {
    List<@Nullable Object> elements = Json.asList(raw);
    if (elements == null || elements.isEmpty() || elements.size() > DefinitionLimits.ENTRIES) {
      report.add(
          elements == null ? IssueCode.INVALID_TYPE : IssueCode.INVALID_VALUE,
          place,
          "Expected a list of 1 to " + DefinitionLimits.ENTRIES + " conditions.");
      return null;
    }
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Condition condition = of(elements.get(i), place.element(i));
      if (condition != null) conditions.add(condition);
    }
    return List.copyOf(conditions);
  }

  private @Nullable Condition field(Fields fields) {
    String path = filters.path(fields, "field");
    String text = fields.require("op") ? fields.choice("op", OPS) : null;
    Op op = text == null ? null : Op.byText(text);
    checkLiteral(fields, "value");
    checkLiteral(fields, "previous");
    if (path == null || text == null) {
      fields.end();
      return null;
    }
    Condition condition = op == null ? change(fields, path, text) : filter(fields, path, op);
    fields.end();
    return condition;
  }

  private Condition filter(Fields fields, String path, Op op) {
    if (FilterFields.needsValue(op) && fields.require("value")) {
      FilterFields.checkLiteral(fields, op, fields.raw("value"));
    }
    FilterFields.refuseValue(fields, op);
    fields.refuse(
        "previous",
        IssueCode.FIELD_NOT_ALLOWED,
        "'previous' belongs to the operators of change.",
        null);
    return new Condition.FieldIs(new Filter(path, op, fields.raw("value")));
  }

  /**
   * {@code value} is what the field became, {@code previous} what it was; for {@code changed_from}
   * either of them says what it was.
   */
  private Condition change(Fields fields, String path, String op) {
    List<Condition> conditions = new ArrayList<>();
    boolean from = op.equals(CHANGED_FROM);
    if (fields.has("previous")) {
      conditions.add(was(path, fields.raw("previous")));
    } else if (from && fields.require("value")) {
      conditions.add(was(path, fields.raw("value")));
    }
    boolean became = op.equals(CHANGED_TO) ? fields.require("value") : fields.has("value");
    if (became && (!from || fields.has("previous"))) {
      conditions.add(new Condition.FieldChanged(path, Change.CHANGED_TO, fields.raw("value")));
    }
    if (conditions.isEmpty()) {
      conditions.add(new Condition.FieldChanged(path, Change.CHANGED, null));
    }
    return conditions.size() == 1
        ? conditions.getFirst()
        : new Condition.All(List.copyOf(conditions));
  }

  private static Condition was(String path, @Nullable Object value) {
    return new Condition.FieldChanged(path, Change.CHANGED_FROM, value);
  }

  /** Conditions compare with what is written: an expression in them would never be evaluated. */
  private void checkLiteral(Fields fields, String name) {
    if (!fields.has(name)) return;
    Value value = values.of(fields.raw(name), fields.at(name));
    boolean literal = value == null || value instanceof Value.Literal;
    if (!literal || Values.isReference(fields.raw(name))) {
      fields.wrongValue(name, "a literal; for an expression make 'when' one");
    }
  }
}
