package dev.holdfast.adapter.jsonata;

import dev.holdfast.adapter.jsonata.picture.DatePicture;
import dev.holdfast.adapter.jsonata.picture.IsoInstants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions on time. Now is the run's logical time. */
final class TimeFunctions {
  private static final DatePicture ISO_WITH_ZONE =
      DatePicture.parse("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

  private TimeFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "now",
            "<s?s?:s>",
            2,
            "$now([picture[, zone]])",
            "The run's logical time as text.",
            call -> format(call, call.meter().now(), 0)),
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
            2,
            "$fromMillis(millis[, picture[, zone]])",
            "An instant as text, in ISO 8601 or by a picture such as [Y0001]-[M01]-[D01].",
            TimeFunctions::fromMillis),
        FunctionEntry.of(
            "toMillis",
            "<s-s?:n>",
            2,
            "$toMillis(text[, picture])",
            "The milliseconds since 1970 that a text in ISO 8601 or in a picture's form means.",
            TimeFunctions::toMillis));
  }

  private static @Nullable Object fromMillis(Call call) {
    Number millis = call.number(0);
    return millis == null ? null : format(call, Instant.ofEpochMilli(millis.longValue()), 1);
  }

  private static Object format(Call call, Instant instant, int pictureIndex) {
    String picture = call.text(pictureIndex);
    String zone = call.text(pictureIndex + 1);
    if (picture == null && zone == null) {
      return IsoInstants.write(instant);
    }
    call.meter().charge(10);
    return Pictures.use(
        call,
        () -> {
          ZoneOffset offset = zone == null ? ZoneOffset.UTC : DatePicture.zone(zone);
          DatePicture form = picture == null ? ISO_WITH_ZONE : DatePicture.parse(picture);
          return form.format(instant, offset);
        });
  }

  private static @Nullable Object toMillis(Call call) {
    String text = call.text(0);
    if (text == null) {
      return null;
    }
    if (text.length() > Pictures.MAX_TEXT) {
      throw notInstant(call);
    }
    String picture = call.text(1);
    if (picture == null) {
      return millis(call, IsoInstants.read(text));
    }
    call.meter().charge(100);
    Instant read =
        Pictures.use(call, () -> DatePicture.parse(picture).read(text, call.meter().now()));
    return read == null ? null : millis(call, read);
  }

  private static Object millis(Call call, @Nullable Instant instant) {
    try {
      if (instant != null) {
        return Numbers.shortest(instant.toEpochMilli());
      }
    } catch (DateTimeException | ArithmeticException outOfRange) {
      throw notInstant(call);
    }
    throw notInstant(call);
  }

  private static Stop notInstant(Call call) {
    return call.meter().fail("D3110", "The text given to $toMillis is no instant.");
  }
}
