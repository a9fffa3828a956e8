package dev.holdfast.adapter.jsonata;

import dev.holdfast.adapter.jsonata.picture.IntegerPicture;
import dev.holdfast.adapter.jsonata.picture.NumberPicture;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that write and read numbers by pictures. */
final class FormatFunctions {
  private FormatFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "formatNumber",
            "<n-so?:s>",
            30,
            "$formatNumber(number, picture[, options])",
            "A number by a picture such as #,##0.00.",
            FormatFunctions::formatNumber),
        FunctionEntry.of(
            "formatInteger",
            "<n-s:s>",
            10,
            "$formatInteger(number, picture)",
            "A whole number by a picture such as 001, w (words), I (Roman) or A (letters).",
            FormatFunctions::formatInteger),
        FunctionEntry.of(
            "parseInteger",
            "<s-s:n>",
            10,
            "$parseInteger(text, picture)",
            "The whole number that a text in a picture's form stands for.",
            FormatFunctions::parseInteger));
  }

  private static @Nullable Object formatNumber(Call call) {
    if (!call.has(0)) {
      return null;
    }
    BigDecimal number = exact(call);
    String picture = call.required(1);
    Map<?, ?> options = call.object(2);
    return Pictures.use(
        call,
        () -> NumberPicture.parse(picture, options == null ? Map.of() : options).format(number));
  }

  private static BigDecimal exact(Call call) {
    if (!(call.value(0) instanceof Number number)) {
      throw call.misfit(0);
    }
    BigDecimal exact = Numbers.exact(number);
    if (exact == null) {
      throw call.meter().fail("NUMBER_TOO_LARGE", "A number is out of range.");
    }
    return exact;
  }

  private static @Nullable Object formatInteger(Call call) {
    if (!call.has(0)) {
      return null;
    }
    BigDecimal whole = exact(call).setScale(0, RoundingMode.FLOOR);
    String picture = call.required(1);
    long number = whole.longValue();
    if (whole.compareTo(BigDecimal.valueOf(number)) != 0) {
      throw call.meter()
          .fail("NUMBER_TOO_LARGE", "The number given to $formatInteger is too large.");
    }
    return Pictures.use(call, () -> IntegerPicture.parse(picture).format(number));
  }

  private static @Nullable Object parseInteger(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    String picture = call.required(1);
    if (text.length() > Pictures.MAX_TEXT) {
      return null;
    }
    Long number = Pictures.use(call, () -> IntegerPicture.parse(picture).read(text));
    return number == null ? null : Numbers.shortest(number);
  }
}
