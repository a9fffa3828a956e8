package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Functions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on time and on pictures of numbers and dates. */
final class TimeFunctions {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TimeFunctions() {}

  /** An instant with exactly three decimals, so that instants compare as strings. */
  static String iso(Instant instant) {
    return ISO.format(instant);
  }

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "now",
            "<s?s?:s>",
            2,
            "$now([picture[, zone]])",
            "The run's logical time as text.",
            call ->
                call.has(0) || call.has(1)
                    ? format(call, call.meter().now().toEpochMilli(), 0)
                    : iso(call.meter().now())),
        FunctionEntry.of(
            "millis",
            "<:n>",
            0,
            "$millis()",
            "The run's logical time in milliseconds since 1970.",
            call -> call.meter().now().toEpochMilli()),
        FunctionEntry.of(
            "fromMillis",
            "<n-s?s?:s>",
            5,
            "$fromMillis(millis[, picture[, zone]])",
            "An instant as text, in ISO 8601 or by a picture.",
            TimeFunctions::fromMillis),
        FunctionEntry.of(
            "toMillis",
            "<s-s?:n>",
            5,
            "$toMillis(text[, picture])",
            "The milliseconds since 1970 that a text stands for.",
            TimeFunctions::toMillis));
  }

  private static @Nullable Object fromMillis(Call call) {
    Number millis = call.number(0);
    return millis == null ? null : format(call, millis.longValue(), 1);
  }

  private static Object format(Call call, long millis, int pictureIndex) {
    return Functions.dateTimeFromMillis(
        millis, call.text(pictureIndex), call.text(pictureIndex + 1));
  }

  private static @Nullable Object toMillis(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    try {
      return Functions.dateTimeToMillis(text, call.text(1));
    } catch (java.text.ParseException malformed) {
      throw call.meter().fail("D3110", "The text given to $toMillis is no instant.");
    }
  }
}
