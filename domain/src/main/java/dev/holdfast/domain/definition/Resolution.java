package dev.holdfast.domain.definition;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link Value} gives in a scope. {@code steps} is what its expressions cost. */
public sealed interface Resolution {
  long steps();

  record Found(@Nullable Object json, long steps) implements Resolution {}

  /**
   * The whole value is an expression that found nothing.
   *
   * @param path what was not there, when that is known
   */
  record Missing(@Nullable String path, long steps) implements Resolution {}

  /**
   * @param source the expression that failed
   */
  record Failed(String source, Evaluation.Failed failure, long steps) implements Resolution {}

  /** What becomes of an object's member whose expression found nothing. In a list it is null. */
  enum MissingMember {
    NULL,
    LEFT_OUT
  }

  /**
   * Resolves a value. Secrets give null: whoever calls the action puts them in.
   *
   * @param scope as {@link dev.holdfast.domain.expression.Expression#evaluate}
   */
  static Resolution of(
      Value value,
      Map<String, @Nullable Object> scope,
      EvaluationContext context,
      MissingMember missing) {
    return switch (value) {
      case Value.Literal(Object json) -> new Found(json, 0);
      case Value.Secret _ -> new Found(null, 0);
      case Value.Expr(var expression) ->
          switch (expression.evaluate(scope, context)) {
            case Evaluation.Value found -> new Found(found.value(), found.steps());
            case Evaluation.Missing nothing -> new Missing(nothing.path(), nothing.steps());
            case Evaluation.Failed failed ->
                new Failed(expression.source(), failed, failed.steps());
          };
      case Value.Members(Map<String, Value> members) -> members(members, scope, context, missing);
      case Value.Elements(List<Value> elements) -> elements(elements, scope, context, missing);
    };
  }

  private static Resolution members(
      Map<String, Value> members,
      Map<String, @Nullable Object> scope,
      EvaluationContext context,
      MissingMember missing) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    long steps = 0;
    for (Map.Entry<String, Value> member : members.entrySet()) {
      Resolution resolution = of(member.getValue(), scope, context, missing);
      steps += resolution.steps();
      switch (resolution) {
        case Found found -> object.put(member.getKey(), found.json());
        case Missing _ -> {
          if (missing == MissingMember.NULL) object.put(member.getKey(), null);
        }
        case Failed failed -> {
          return new Failed(failed.source(), failed.failure(), steps);
        }
      }
    }
    return new Found(Json.object(object), steps);
  }

  private static Resolution elements(
      List<Value> elements,
      Map<String, @Nullable Object> scope,
      EvaluationContext context,
      MissingMember missing) {
    List<@Nullable Object> list = new ArrayList<>();
    long steps = 0;
    for (Value element : elements) {
      Resolution resolution = of(element, scope, context, missing);
      steps += resolution.steps();
      switch (resolution) {
        case Found found -> list.add(found.json());
        case Missing _ -> list.add(null);
        case Failed failed -> {
          return new Failed(failed.source(), failed.failure(), steps);
        }
      }
    }
    return new Found(Json.list(list), steps);
  }
}
