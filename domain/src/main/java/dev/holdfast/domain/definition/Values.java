package dev.holdfast.domain.definition;

import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles values: literals, expressions, secrets, and trees of them. */
final class Values {
  /** What a literal must be where an expression could stand as well. */
  enum Wanted {
    ANYTHING("anything"),
    BOOLEAN("true or false"),
    LIST("a list"),
    OBJECT("an object"),
    TEXT("a string");

    private final String text;

    Wanted(String text) {
      this.text = text;
    }

    boolean fits(@Nullable Object literal) {
      return switch (this) {
        case ANYTHING -> true;
        case BOOLEAN -> literal instanceof Boolean;
        case LIST -> literal instanceof List<?>;
        case OBJECT -> literal instanceof Map<?, ?>;
        case TEXT -> literal instanceof String;
      };
    }
  }

  static final String EXPRESSION = "$expr";
  private static final String SECRET = "$secret";

  private final ExpressionEngine engine;
  private final Report report;

  Values(ExpressionEngine engine, Report report) {
    this.engine = engine;
    this.report = report;
  }

  /** A required field; null, and reported, when it is missing or wrong. */
  @Nullable Value required(Fields fields, String name, Wanted wanted) {
    return fields.require(name) ? optional(fields, name, wanted) : null;
  }

  /** An optional field; null when it is missing, or wrong and reported. */
  @Nullable Value optional(Fields fields, String name, Wanted wanted) {
    if (!fields.has(name)) return null;
    Object raw = fields.raw(name);
    if (!isReference(raw) && !wanted.fits(raw)) {
      fields.wrongType(name, "an expression or " + wanted.text);
      return null;
    }
    return of(raw, fields.at(name));
  }

  /** A value in which no secret may stand. */
  @Nullable Value of(@Nullable Object raw, Place place) {
    return of(raw, place, false);
  }

  /** The input of an action: the one place for secrets. */
  @Nullable Value input(@Nullable Object raw, Place place) {
    return of(raw, place, true);
  }

  /** Whether a value is an expression or a secret, however malformed. */
  static boolean isReference(@Nullable Object raw) {
    return raw instanceof Map<?, ?> object
        && (object.containsKey(EXPRESSION) || object.containsKey(SECRET));
  }

  private @Nullable Value of(@Nullable Object raw, Place place, boolean secrets) {
    Map<String, @Nullable Object> object = Json.asObject(raw);
    if (object != null) {
      if (object.containsKey(EXPRESSION)) return expression(object, place);
      if (object.containsKey(SECRET)) return secret(object, place, secrets);
      return members(object, place, secrets);
    }
    List<@Nullable Object> list = Json.asList(raw);
    return list == null ? new Value.Literal(raw) : elements(list, place, secrets);
  }

  private @Nullable Value members(
      Map<String, @Nullable Object> object, Place place, boolean secrets) {
    Map<String, Value> members = new LinkedHashMap<>();
    boolean literal = true;
    for (Map.Entry<String, @Nullable Object> entry : object.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith("$")) {
        report.add(
            IssueCode.UNKNOWN_DOLLAR_KEY,
            place.member(name),
            "Keys that begin with '$' are reserved; there is no '" + name + "'.",
            Nearest.of(name, List.of(EXPRESSION, SECRET)));
        continue;
      }
      Value member = of(entry.getValue(), place.member(name), secrets);
      literal &= member instanceof Value.Literal;
      if (member != null) members.put(name, member);
    }
    if (literal && members.size() == object.size()) return new Value.Literal(object);
    return members.size() < object.size()
        ? null
        : new Value.Members(Collections.unmodifiableMap(members));
  }

  private @Nullable Value elements(List<@Nullable Object> list, Place place, boolean secrets) {
    List<Value> elements = new ArrayList<>(list.size());
    boolean literal = true;
    for (int i = 0; i < list.size(); i++) {
      Value element = of(list.get(i), place.element(i), secrets);
      literal &= element instanceof Value.Literal;
      if (element != null) elements.add(element);
    }
    if (literal && elements.size() == list.size()) return new Value.Literal(list);
    return elements.size() < list.size()
        ? null
        : new Value.Elements(Collections.unmodifiableList(elements));
  }

  private @Nullable Value expression(Map<String, @Nullable Object> object, Place place) {
    Fields fields = new Fields(object, place, report);
    String source = fields.text(EXPRESSION);
    fields.end();
    if (source == null) return null;
    if (source.isBlank()) {
      report.add(IssueCode.EMPTY_EXPRESSION, fields.at(EXPRESSION), "The expression is empty.");
      return null;
    }
    try {
      Expression expression = engine.compile(source, ExpressionProfile.WORKFLOW);
      return new Value.Expr(expression);
    } catch (ExpressionRejected rejected) {
      rejected(rejected, fields.at(EXPRESSION));
      return null;
    }
  }

  private void rejected(ExpressionRejected rejected, Place place) {
    String message = Objects.requireNonNullElse(rejected.getMessage(), rejected.code());
    String where = rejected.offset() < 0 ? "" : "At character " + (rejected.offset() + 1) + ": ";
    report.add(codeOf(rejected.code()), place, where + message);
  }

  private static IssueCode codeOf(String code) {
    if (code.equals("SYNTAX")) return IssueCode.EXPRESSION_SYNTAX;
    if (code.equals("EMPTY_EXPRESSION")) return IssueCode.EMPTY_EXPRESSION;
    if (code.endsWith("FUNCTION")) return IssueCode.EXPRESSION_FUNCTION;
    return code.contains("TOO_") ? IssueCode.EXPRESSION_LIMIT : IssueCode.EXPRESSION_NOT_ALLOWED;
  }

  private @Nullable Value secret(
      Map<String, @Nullable Object> object, Place place, boolean secrets) {
    Fields fields = new Fields(object, place, report);
    String name = fields.text(SECRET);
    fields.end();
    if (!secrets) {
      report.add(
          IssueCode.SECRET_NOT_ALLOWED, place, "A secret may stand in an action's input only.");
    } else if (name != null && !Names.isSecretName(name)) {
      report.add(
          IssueCode.INVALID_SECRET_NAME,
          fields.at(SECRET),
          "A secret's name is a capital letter, then capital letters, digits or '_'.");
    } else if (name != null) {
      report.add(
          IssueCode.NOT_SUPPORTED, place, "There is no store of secrets in this release yet.");
    }
    return null;
  }
}
