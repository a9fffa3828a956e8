package dev.holdfast.adapter.jsonata;

import dev.holdfast.adapter.jsonata.picture.IsoInstants;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that JSONata does not have. They may be written without {@code $}. */
final class HoldfastFunctions {
  private HoldfastFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "nowIso",
            "<:s>",
            1,
            "nowIso()",
            "The run's logical time in ISO 8601, with milliseconds, in UTC.",
            call -> IsoInstants.write(call.meter().now())),
        FunctionEntry.of(
            "coalesce",
            "<x+:x>",
            0,
            "coalesce(value, ...)",
            "The first value that is neither missing nor null.",
            HoldfastFunctions::coalesce),
        FunctionEntry.of(
            "len",
            "<x-:n>",
            0,
            "len(value)",
            "The length of a string or of a list, otherwise 0.",
            HoldfastFunctions::len),
        FunctionEntry.of(
            "toString",
            "<x-:s>",
            2,
            "toString(value)",
            "The value as text; null and what is missing as an empty string.",
            HoldfastFunctions::text));
  }

  /** Null if there was at least one null, otherwise nothing. */
  private static @Nullable Object coalesce(Call call) {
    Object result = null;
    for (Object argument : call.arguments()) {
      if (argument != null && !JsonNull.is(argument)) {
        return argument;
      }
      result = result == null ? argument : result;
    }
    return result;
  }

  private static Object len(Call call) {
    return switch (call.value(0)) {
      case String text -> text.codePointCount(0, text.length());
      case List<?> list -> list.size();
      case null, default -> 0;
    };
  }

  private static Object text(Call call) {
    Object value = call.value(0);
    return value == null || JsonNull.is(value) ? "" : JsonText.of(value, false, call.meter());
  }
}
