package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates the compiled values of a definition. */
final class Values {
  private Values() {}

  /** What becomes of members whose value is missing. */
  enum Missing {
    /** Stored values: null. */
    NULL,
    /**
     * Inputs of actions and payloads of children: left out, so that required-field checks see it.
     */
    LEFT_OUT
  }

  /** A value to store: what is missing is null, at every depth. */
  static @Nullable Object stored(Fold fold, Scope scope, Value value, String field) {
    return find(fold, scope, value, field, Missing.NULL).value();
  }

  /** As {@link #stored}, but telling missing from null. */
  static Lookup find(Fold fold, Scope scope, Value value, String field) {
    return find(fold, scope, value, field, Missing.NULL);
  }

  /**
   * An action's input or a child's payload.
   *
   * @return null when the value is missing as a whole
   */
  static @Nullable Object input(Fold fold, Scope scope, Value value, String field) {
    return find(fold, scope, value, field, Missing.LEFT_OUT).value();
  }

  static boolean condition(Fold fold, Scope scope, Value value) {
    Lookup found = find(fold, scope, value, "condition");
    if (found.value() instanceof Boolean truth) return truth;
    String what = found.found() ? Json.kind(found.value()) : "nothing";
    throw new Raised(
        ErrorCode.CONDITION_NOT_BOOLEAN,
        "condition: expected true or false, but " + what,
        source(value));
  }

  /** Details that name the expression, where there is one. */
  static Map<String, @Nullable Object> source(Value value) {
    return value instanceof Value.Expr expr
        ? Facts.with("expression", expr.expression().source()).json()
        : Json.EMPTY_OBJECT;
  }

  private static Lookup find(Fold fold, Scope scope, Value value, String field, Missing missing) {
    return switch (value) {
      case Value.Literal literal -> new Lookup(true, literal.json());
      case Value.Expr expr -> evaluate(fold, scope, expr.expression(), field);
      // Secrets are filled in by whoever calls the action, and are nowhere else.
      case Value.Secret secret -> new Lookup(true, null);
      case Value.Members object -> new Lookup(true, members(fold, scope, object, field, missing));
      case Value.Elements list -> new Lookup(true, elements(fold, scope, list, field, missing));
    };
  }

  private static Map<String, @Nullable Object> members(
      Fold fold, Scope scope, Value.Members object, String field, Missing missing) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, Value> member : object.members().entrySet()) {
      String inner = field + "." + member.getKey();
      Lookup found = find(fold, scope, member.getValue(), inner, missing);
      if (found.found() || missing == Missing.NULL) members.put(member.getKey(), found.value());
    }
    return Json.object(members);
  }

  private static List<@Nullable Object> elements(
      Fold fold, Scope scope, Value.Elements list, String field, Missing missing) {
    List<@Nullable Object> elements = new ArrayList<>(list.elements().size());
    for (Value element : list.elements()) {
      String inner = field + "[" + elements.size() + "]";
      elements.add(find(fold, scope, element, inner, missing).value());
    }
    return Json.list(elements);
  }

  private static Lookup evaluate(Fold fold, Scope scope, Expression expression, String field) {
    Evaluation result = expression.evaluate(scope, fold.context);
    fold.budget.spendEvaluationSteps(result.steps());
    return switch (result) {
      case Evaluation.Value value -> new Lookup(true, value.value());
      case Evaluation.Missing missing -> Lookup.MISSING;
      case Evaluation.Failed failed -> throw raised(expression, field, failed);
    };
  }

  private static Raised raised(Expression expression, String field, Evaluation.Failed failed) {
    return new Raised(
        failed.limit() ? ErrorCode.EXPRESSION_LIMIT : ErrorCode.EXPRESSION_FAILED,
        field + ": " + failed.message(),
        Facts.with("field", field)
            .and("expression", expression.source())
            .and("reason", failed.reason())
            .andIfGiven("offset", failed.offset() < 0 ? null : (long) failed.offset())
            .json());
  }
}
