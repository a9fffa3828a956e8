package dev.holdfast.adapter.jsonata.picture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants in ISO 8601. */
public final class IsoInstants {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?"
              + "(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
              + "(?:Z|([-+]\\d\\d):?(\\d\\d))?");

  private IsoInstants() {}

  /** Writes an instant with exactly three decimals, so that instants compare as strings. */
  public static String write(Instant instant) {
    return MILLIS.format(instant);
  }

  /** Reads an instant; without a zone it is in UTC. Null where the text is none. */
  public static @Nullable Instant read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDate date =
          LocalDate.of(number(matcher, 1, 1), number(matcher, 2, 1), number(matcher, 3, 1));
      LocalTime time =
          LocalTime.of(
              number(matcher, 4, 0), number(matcher, 5, 0), number(matcher, 6, 0), nanos(matcher));
      return date.atTime(time).toInstant(zone(matcher));
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group, int otherwise) {
    String digits = matcher.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static int nanos(Matcher matcher) {
    String digits = matcher.group(7);
    return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
  }

  private static ZoneOffset zone(Matcher matcher) {
    String hours = matcher.group(8);
    if (hours == null) {
      return ZoneOffset.UTC;
    }
    int minutes = Integer.parseInt(matcher.group(9)) * (hours.startsWith("-") ? -1 : 1);
    return ZoneOffset.ofHoursMinutes(Integer.parseInt(hours), minutes);
  }
}
