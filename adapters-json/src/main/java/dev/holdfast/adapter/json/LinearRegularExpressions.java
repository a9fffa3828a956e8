package dev.holdfast.adapter.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.holdfast.application.port.out.JsonSchemas.SchemaInvalid;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The {@code pattern}s of schemas, on RE2/J: time grows with the text, whatever the pattern. What
 * RE2 does not know (look-around, back references) is refused when the schema is compiled.
 */
final class LinearRegularExpressions implements RegularExpressionFactory {
  static final int MAX_LENGTH = 1_000;

  /** Instructions of a compiled pattern; RE2's counted repeats multiply when they are nested. */
  static final int MAX_SIZE = 20_000;

  /** What the matches of one validation may cost together: about a second. */
  private static final long BUDGET = 200_000_000;

  private static final long COST_OF_A_MATCH = 16;

  private static final ScopedValue<AtomicLong> LEFT = ScopedValue.newInstance();

  /**
   * Runs a validation.
   *
   * @throws BudgetSpent when its patterns cost too much together
   */
  static void withinBudget(Runnable validation) {
    ScopedValue.where(LEFT, new AtomicLong(BUDGET)).run(validation);
  }

  @Override
  public RegularExpression getRegularExpression(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new SchemaInvalid(
          "expected a pattern of at most %d characters, but it has %d"
              .formatted(MAX_LENGTH, source.length()));
    }
    String translated = RegexSource.withCodePoints(source);
    if (RegexSource.size(translated) > MAX_SIZE) {
      throw new SchemaInvalid("expected a pattern with fewer repetitions, but got " + source);
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(translated);
    } catch (PatternSyntaxException e) {
      throw new SchemaInvalid(
          "expected a regular expression of RE2's syntax, but %s is not: %s"
              .formatted(source, e.getDescription()));
    }
    return text -> find(pattern, text);
  }

  private static boolean find(Pattern pattern, String text) {
    long cost = COST_OF_A_MATCH + (long) text.length() * pattern.programSize();
    if (LEFT.isBound() && LEFT.get().addAndGet(-cost) < 0) throw new BudgetSpent();
    return pattern.matcher(text).find();
  }

  /** Ends a validation; never leaves this package. */
  static final class BudgetSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BudgetSpent() {
      super("expected patterns that are cheap to match, but the budget is spent");
    }
  }
}
