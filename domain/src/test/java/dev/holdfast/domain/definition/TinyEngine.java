package dev.holdfast.domain.definition;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import dev.holdfast.domain.expression.FunctionDoc;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression language just large enough to show what the compiler does with one. */
final class TinyEngine implements ExpressionEngine {
  private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  @Override
  public String semanticsId() {
    return "tiny";
  }

  @Override
  public Expression compile(String source, ExpressionProfile profile) {
    if (source.contains("$eval(")) {
      throw new ExpressionRejected("FORBIDDEN_FUNCTION", "'$eval' is not allowed.", 0);
    }
    if (source.length() > 8192) throw new ExpressionRejected("SOURCE_TOO_LONG", "Too long.", -1);
    if (source.contains("~>")) throw new ExpressionRejected("FORBIDDEN_SYNTAX", "No.", 1);
    int open = source.lastIndexOf('(');
    if (open >= 0 && source.indexOf(')', open) < 0) {
      throw new ExpressionRejected("SYNTAX", "A bracket is not closed.", open);
    }
    return new Text(source, PATH.matcher(source).results().map(MatchResult::group).toList());
  }

  @Override
  public List<FunctionDoc> functions() {
    return List.of();
  }

  private record Text(String source, List<String> reads) implements Expression {
    @Override
    public Evaluation evaluate(Map<String, @Nullable Object> scope, EvaluationContext context) {
      throw new AssertionError("compiling evaluates nothing");
    }
  }
}
