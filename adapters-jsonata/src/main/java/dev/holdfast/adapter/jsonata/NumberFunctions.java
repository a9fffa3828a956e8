package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Functions on numbers. A result that a double would round beyond 2^53 fails. */
final class NumberFunctions {
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([Ee][-+]?[0-9]{1,4})?");
  private static final Pattern PREFIXED =
      Pattern.compile("0([xX][0-9a-fA-F]{1,16}|[oO][0-7]{1,21}|[bB][01]{1,63})");

  /** Beyond so many decimals a double has nothing to round. */
  private static final int MAX_DECIMALS = 400;

  private NumberFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "number",
            "<(nsb)-:n>",
            1,
            "$number(value)",
            "The number that a string stands for; true is 1, false is 0.",
            NumberFunctions::number),
        FunctionEntry.of(
            "abs",
            "<n-:n>",
            0,
            "$abs(number)",
            "Without its sign.",
            call -> unary(call, Math::abs)),
        FunctionEntry.of(
            "floor",
            "<n-:n>",
            0,
            "$floor(number)",
            "Rounded down to a whole number.",
            call -> unary(call, Math::floor)),
        FunctionEntry.of(
            "ceil",
            "<n-:n>",
            0,
            "$ceil(number)",
            "Rounded up to a whole number.",
            call -> unary(call, Math::ceil)),
        FunctionEntry.of(
            "round",
            "<n-n?:n>",
            2,
            "$round(number[, decimals])",
            "Rounded to decimals, halves to the even neighbour.",
            NumberFunctions::round),
        FunctionEntry.of(
            "sqrt", "<n-:n>", 0, "$sqrt(number)", "The square root.", NumberFunctions::sqrt),
        FunctionEntry.of(
            "power",
            "<n-n:n>",
            1,
            "$power(base, exponent)",
            "The base to the power of the exponent.",
            NumberFunctions::power),
        FunctionEntry.of(
            "sum",
            "<a<n>:n>",
            0,
            "$sum(numbers)",
            "The sum of a list of numbers.",
            call -> fold(call, Fold.SUM)),
        FunctionEntry.of(
            "max",
            "<a<n>:n>",
            0,
            "$max(numbers)",
            "The largest of a list of numbers.",
            call -> fold(call, Fold.MAX)),
        FunctionEntry.of(
            "min",
            "<a<n>:n>",
            0,
            "$min(numbers)",
            "The smallest of a list of numbers.",
            call -> fold(call, Fold.MIN)),
        FunctionEntry.of(
            "average",
            "<a<n>:n>",
            0,
            "$average(numbers)",
            "The mean of a list of numbers.",
            call -> fold(call, Fold.AVERAGE)),
        FunctionEntry.of(
            "formatBase",
            "<n-n?:s>",
            2,
            "$formatBase(number[, radix])",
            "The rounded number in a base from 2 to 36.",
            NumberFunctions::formatBase));
  }

  private static Number result(Call call, double value) {
    if (!Double.isFinite(value)) {
      throw call.meter()
          .fail("D1001", "The result of " + call.function().written() + " is no number.");
    }
    Number result = Numbers.canonical(value);
    if (Numbers.maybeRounded(result)) {
      throw tooLarge(call);
    }
    return result;
  }

  private static Stop tooLarge(Call call) {
    return call.meter()
        .fail(
            "NUMBER_TOO_LARGE",
            "The result of "
                + call.function().written()
                + " is a number beyond 2^53, which may be rounded.");
  }

  private static @Nullable Object unary(Call call, DoubleUnaryOperator operator) {
    Number number = call.number(0);
    return number == null ? null : Numbers.canonical(operator.applyAsDouble(number.doubleValue()));
  }

  private static @Nullable Object number(Call call) {
    return switch (call.value(0)) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth ? 1 : 0;
      case String text -> parse(call, text);
      default -> throw call.misfit(0);
    };
  }

  private static Number parse(Call call, String text) {
    if (PREFIXED.matcher(text).matches()) {
      int radix =
          switch (text.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            default -> 2;
          };
      try {
        return Numbers.shortest(Long.parseLong(text, 2, text.length(), radix));
      } catch (NumberFormatException beyond) {
        throw tooLarge(call);
      }
    }
    if (text.length() > 810 || !DECIMAL.matcher(text).matches()) {
      throw call.meter().fail("D3030", "The string given to $number stands for no number.");
    }
    BigDecimal exact = new BigDecimal(text);
    double value = exact.doubleValue();
    if (Double.isInfinite(value)) {
      throw call.meter().fail("D3030", "The string given to $number is out of range.");
    }
    if (Math.abs(value) < Numbers.MAX_EXACT) {
      return Numbers.canonical(value);
    }
    Number kept = Numbers.in(exact);
    if (kept == null || kept instanceof PreciseNumber) {
      throw tooLarge(call);
    }
    return kept;
  }

  private static @Nullable Object round(Call call) {
    Number number = call.number(0);
    if (number == null) {
      return null;
    }
    double decimals = call.number(1, 0);
    if (decimals > MAX_DECIMALS) {
      return number;
    }
    if (decimals < -MAX_DECIMALS) {
      return 0;
    }
    BigDecimal exact =
        number instanceof Double value
            ? BigDecimal.valueOf(value)
            : new BigDecimal(number.toString());
    return result(call, exact.setScale((int) decimals, RoundingMode.HALF_EVEN).doubleValue());
  }

  private static @Nullable Object sqrt(Call call) {
    Number number = call.number(0);
    if (number == null) {
      return null;
    }
    if (number.doubleValue() < 0) {
      throw call.meter().fail("D3060", "$sqrt cannot take a negative number.");
    }
    return Numbers.canonical(StrictMath.sqrt(number.doubleValue()));
  }

  private static @Nullable Object power(Call call) {
    Number base = call.number(0);
    Number exponent = call.number(1);
    if (base == null || exponent == null) {
      return null;
    }
    double value = StrictMath.pow(base.doubleValue(), exponent.doubleValue());
    if (!Double.isFinite(value)) {
      throw call.meter().fail("D3061", "The result of $power is out of range.");
    }
    return result(call, value);
  }

  private enum Fold {
    SUM,
    MAX,
    MIN,
    AVERAGE
  }

  private static @Nullable Object fold(Call call, Fold fold) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    call.meter().items(list.size());
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Number number) || Numbers.tooLarge(number)) {
        throw call.meter()
            .fail(
                "NUMBER_TOO_LARGE", call.function().written() + " takes numbers up to 2^53 only.");
      }
      numbers[i] = number.doubleValue();
    }
    DoubleStream stream = DoubleStream.of(numbers);
    if (fold == Fold.SUM) {
      return result(call, stream.sum());
    }
    if (numbers.length == 0) {
      return null;
    }
    return switch (fold) {
      case MAX -> Numbers.canonical(stream.max().orElseThrow());
      case MIN -> Numbers.canonical(stream.min().orElseThrow());
      case AVERAGE, SUM -> result(call, stream.average().orElseThrow());
    };
  }

  private static @Nullable Object formatBase(Call call) {
    Number number = call.number(0);
    if (number == null) {
      return null;
    }
    double radix = Math.rint(call.number(1, 10));
    if (radix < 2 || radix > 36) {
      throw call.meter().fail("D3100", "The base of $formatBase must be from 2 to 36.");
    }
    return Long.toString((long) Math.rint(number.doubleValue()), (int) radix);
  }
}
