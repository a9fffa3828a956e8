package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils.JList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the operands of operators before the library applies them: their types, numbers that a
 * double would round, and the cost of walking them. The library's own complaints would come without
 * a position and with the run's data in them.
 */
final class OperandChecks {
  private final Meter meter;

  OperandChecks(Meter meter) {
    this.meter = meter;
  }

  /**
   * @param value what the node came to, a sequence of one already taken as its item
   */
  void check(NodeFacts facts, @Nullable Object value) {
    if (value == null) {
      missing(facts);
      return;
    }
    numbers(facts, value);
    types(facts, value);
    costs(facts, value);
  }

  /** The library hands on a sequence of one as its only item, and an empty one as nothing. */
  static @Nullable Object single(NodeFacts facts, @Nullable Object result) {
    if (result instanceof JList<?> list && list.sequence && !list.tupleStream) {
      if (list.isEmpty()) {
        return null;
      }
      if (list.size() == 1 && !list.keepSingleton && !facts.keepsArray()) {
        return list.getFirst();
      }
    }
    return result;
  }

  private void missing(NodeFacts facts) {
    if (facts.has(NodeFacts.CALLEE)) {
      throw fail(facts, "T1006", facts.operator() + " is called, but it is no function.");
    }
    if (facts.has(NodeFacts.CHAINED)) {
      throw fail(facts, "T2006", "The right side of ~> must be a function.");
    }
  }

  private static final int NUMERIC =
      NodeFacts.ADDEND_LEFT
          | NodeFacts.ADDEND_RIGHT
          | NodeFacts.COMPARED
          | NodeFacts.EQUATED
          | NodeFacts.SEARCHED
          | NodeFacts.NEGATED
          | NodeFacts.RANGE_FROM
          | NodeFacts.RANGE_TO
          | NodeFacts.SORTS;

  private void numbers(NodeFacts facts, Object value) {
    if (!(value instanceof Number number)) {
      return;
    }
    if (facts.has(NUMERIC) && Numbers.tooLarge(number)) {
      throw fail(
          facts,
          "NUMBER_TOO_LARGE",
          "An operand of "
              + facts.operator()
              + " is a number beyond 2^53, which would be rounded.");
    }
    if (facts.has(NodeFacts.ADDEND_RIGHT)
        && facts.operator().equals("%")
        && number.doubleValue() == 0) {
      // The library would make it missing.
      throw fail(facts, "D1001", "The right side of % must not be 0.");
    }
    if (facts.has(NodeFacts.COMPUTES) && Numbers.maybeRounded(number)) {
      throw fail(
          facts, "NUMBER_TOO_LARGE", "The result is a number beyond 2^53, which may be rounded.");
    }
    if (facts.has(NodeFacts.PREDICATE) && Math.abs(number.doubleValue()) > Integer.MAX_VALUE) {
      throw fail(facts, "INDEX_TOO_LARGE", "An index is out of range.");
    }
  }

  private void types(NodeFacts facts, Object value) {
    boolean number = value instanceof Number;
    boolean text = value instanceof String;
    if (!number) {
      require(facts, NodeFacts.ADDEND_LEFT, "T2001", "The left side of %s must be a number", value);
      require(
          facts, NodeFacts.ADDEND_RIGHT, "T2002", "The right side of %s must be a number", value);
      require(facts, NodeFacts.NEGATED, "D1002", "The operand of %s must be a number", value);
      require(
          facts,
          NodeFacts.RANGE_FROM,
          "T2003",
          "The left side of %s must be a whole number",
          value);
      require(
          facts, NodeFacts.RANGE_TO, "T2004", "The right side of %s must be a whole number", value);
    } else if (!(value instanceof Integer || value instanceof Long)) {
      require(
          facts,
          NodeFacts.RANGE_FROM,
          "T2003",
          "The left side of %s must be a whole number",
          value);
      require(
          facts, NodeFacts.RANGE_TO, "T2004", "The right side of %s must be a whole number", value);
    }
    if (!number && !text) {
      require(
          facts, NodeFacts.COMPARED, "T2010", "Both sides of %s must be numbers or strings", value);
      require(
          facts, NodeFacts.SORTS, "T2008", "What is sorted by must be numbers or strings", value);
    }
    if (!text) {
      require(facts, NodeFacts.GROUP_KEY, "T1003", "The key of a field must be a string", value);
    }
    if (!callable(value)) {
      require(facts, NodeFacts.CALLEE, "T1006", "Only a function can be called", value);
      require(facts, NodeFacts.CHAINED, "T2006", "The right side of ~> must be a function", value);
    }
  }

  private void require(NodeFacts facts, int mark, String code, String rule, Object value) {
    if (facts.has(mark)) {
      String what = facts.path() == null ? "it" : facts.path();
      throw fail(
          facts,
          code,
          String.format(rule, facts.operator()) + ", but " + what + " is " + kind(value) + ".");
    }
  }

  private static final int WALKED = NodeFacts.EQUATED | NodeFacts.SEARCHED | NodeFacts.JOINED;
  private static final int WALKED_LISTS = NodeFacts.TESTED | NodeFacts.PREDICATE;

  private void costs(NodeFacts facts, Object value) {
    if (facts.has(WALKED) || (facts.has(WALKED_LISTS) && value instanceof List<?>)) {
      meter.chargeWeight(value);
    }
    if (facts.has(NodeFacts.SEARCHED) && value instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Number number && Numbers.tooLarge(number)) {
          throw fail(
              facts,
              "NUMBER_TOO_LARGE",
              "A list holds a number beyond 2^53, which would be rounded.");
        }
      }
    }
  }

  private Stop fail(NodeFacts facts, String code, String sentence) {
    return meter.failAt(code, sentence, facts.offset());
  }

  static boolean callable(@Nullable Object value) {
    return value instanceof JFunction || Functions.isLambda(value);
  }

  /** The type of a value in words. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "missing";
    }
    if (JsonNull.is(value)) {
      return "null";
    }
    return switch (value) {
      case String ignored -> "a string";
      case Integer ignored -> "a number";
      case Long ignored -> "a number";
      case Number ignored -> "a number with decimals";
      case Boolean ignored -> "a boolean";
      case List<?> ignored -> "a list";
      case Map<?, ?> ignored -> "an object";
      default -> "a function";
    };
  }
}
