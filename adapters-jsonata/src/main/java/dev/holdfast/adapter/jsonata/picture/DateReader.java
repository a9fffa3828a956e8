package dev.holdfast.adapter.jsonata.picture;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a date by a picture. Matching takes time linear to the text. */
final class DateReader {
  private static final List<DateComponent> DATE =
      List.of(DateComponent.YEAR, DateComponent.MONTH, DateComponent.DAY);
  private static final List<DateComponent> DATE_OF_YEAR =
      List.of(DateComponent.YEAR, DateComponent.DAY_OF_YEAR);
  private static final List<DateComponent> TIME =
      List.of(
          DateComponent.HOUR, DateComponent.MINUTE, DateComponent.SECOND, DateComponent.FRACTION);
  private static final List<DateComponent> TIME_OF_HALF =
      List.of(
          DateComponent.HALF_OF_DAY,
          DateComponent.HOUR_OF_HALF,
          DateComponent.MINUTE,
          DateComponent.SECOND,
          DateComponent.FRACTION);

  private final Map<DateComponent, Integer> values = new EnumMap<>(DateComponent.class);
  private final OffsetDateTime now;

  private DateReader(OffsetDateTime now) {
    this.now = now;
  }

  static @Nullable Instant read(List<DatePart> parts, String text, OffsetDateTime now) {
    Matcher matcher = Pattern.compile(regex(parts), Pattern.CASE_INSENSITIVE).matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    DateReader reader = new DateReader(now);
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof DatePart.Marker marker) {
        String found = matcher.group(i + 1);
        Integer value = found == null ? null : value(marker, found);
        if (value == null) {
          return null;
        }
        reader.values.put(marker.component(), value);
      }
    }
    return reader.values.isEmpty() ? null : reader.instant();
  }

  private static String regex(List<DatePart> parts) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      DatePart next = i + 1 < parts.size() ? parts.get(i + 1) : null;
      boolean touching = next instanceof DatePart.Marker marker && marker.form() != null;
      regex.append('(');
      regex.append(
          switch (parts.get(i)) {
            case DatePart.Literal(String literal) -> Pattern.quote(literal);
            case DatePart.Marker marker -> regex(marker, touching);
          });
      regex.append(')');
    }
    return regex.toString();
  }

  private static String regex(DatePart.Marker marker, boolean touching) {
    IntegerPicture form = marker.form();
    if (form == null) {
      return "[a-zA-Z]+";
    }
    if (marker.component().isZone()) {
      String gmt = marker.component() == DateComponent.ZONE_OF_GMT ? "GMT" : "";
      String separator = form.separator();
      String minutes = separator.isEmpty() ? "" : Pattern.quote(separator) + "[0-9]+";
      String offset = "[-+][0-9]+" + minutes;
      return gmt + (marker.zed() ? "(?:" + offset + "|Z)" : offset);
    }
    // Where numbers touch each other, only the picture tells where one ends.
    return form.regex(touching ? form.mandatory() : 0);
  }

  private static @Nullable Integer value(DatePart.Marker marker, String found) {
    DateComponent component = marker.component();
    if (component.isZone()) {
      return zone(found, marker.number().separator());
    }
    if (component == DateComponent.FRACTION) {
      return Integer.valueOf((found + "00").substring(0, 3));
    }
    if (component == DateComponent.HALF_OF_DAY) {
      return found.equalsIgnoreCase("am")
          ? Integer.valueOf(0)
          : found.equalsIgnoreCase("pm") ? Integer.valueOf(1) : null;
    }
    if (marker.form() != null) {
      Long number = marker.form().read(found);
      return number == null || number > Integer.MAX_VALUE ? null : number.intValue();
    }
    if (!component.isNumber()) {
      throw new PictureException("D3133", "Only months and days of the week have names.");
    }
    String name = found.toLowerCase(Locale.ROOT);
    List<String> names = marker.namesOfNumbers();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).toLowerCase(Locale.ROOT).equals(name)) {
        return i + 1;
      }
    }
    return null;
  }

  /** An offset in minutes; null when it is none. */
  private static @Nullable Integer zone(String found, String separator) {
    String text = found.replaceFirst("^(?i)GMT", "").replaceFirst("^(?i)Z$", "+0");
    String digits = text.substring(1);
    String hours = digits;
    String minutes = "0";
    int split = separator.isEmpty() ? -1 : digits.indexOf(separator);
    if (split >= 0) {
      hours = digits.substring(0, split);
      minutes = digits.substring(split + separator.length());
    } else if (digits.length() > 2) {
      hours = digits.substring(0, 2);
      minutes = digits.substring(2);
    }
    if (hours.length() > 2 || minutes.length() > 2) {
      return null;
    }
    int offset = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    return text.startsWith("-") ? -offset : offset;
  }

  private Instant instant() {
    boolean ofYear = has(DateComponent.DAY_OF_YEAR) && !has(DateComponent.MONTH);
    if (has(DateComponent.WEEK_OF_YEAR)
        || has(DateComponent.WEEK_OF_MONTH)
        || has(DateComponent.YEAR_OF_WEEK)
        || has(DateComponent.MONTH_OF_WEEK)) {
      throw gap();
    }
    boolean half = has(DateComponent.HOUR_OF_HALF) || has(DateComponent.HALF_OF_DAY);
    List<DateComponent> order = new java.util.ArrayList<>(ofYear ? DATE_OF_YEAR : DATE);
    order.addAll(half ? TIME_OF_HALF : TIME);
    complete(order);
    try {
      int year = at(DateComponent.YEAR);
      LocalDate date =
          ofYear
              ? LocalDate.ofYearDay(year, at(DateComponent.DAY_OF_YEAR))
              : LocalDate.of(year, at(DateComponent.MONTH), at(DateComponent.DAY));
      int hour =
          half
              ? at(DateComponent.HOUR_OF_HALF) % 12 + 12 * at(DateComponent.HALF_OF_DAY)
              : at(DateComponent.HOUR);
      return date.atTime(hour, at(DateComponent.MINUTE), at(DateComponent.SECOND))
          .toInstant(ZoneOffset.UTC)
          .plusMillis(at(DateComponent.FRACTION))
          .minusSeconds(60L * zone());
    } catch (DateTimeException impossible) {
      throw new PictureException("D3110", "The text names an impossible date.");
    }
  }

  private int zone() {
    return values.getOrDefault(
        DateComponent.ZONE, values.getOrDefault(DateComponent.ZONE_OF_GMT, 0));
  }

  /** Fills what is not given: from now before the first given part, with its least behind it. */
  private void complete(List<DateComponent> order) {
    boolean begun = false;
    boolean ended = false;
    for (DateComponent component : order) {
      if (has(component)) {
        if (ended) {
          throw gap();
        }
        begun = true;
      } else if (begun) {
        values.put(component, DATE.contains(component) ? 1 : 0);
        ended = true;
      } else {
        values.put(component, component.of(now));
      }
    }
  }

  private boolean has(DateComponent component) {
    return values.containsKey(component);
  }

  private int at(DateComponent component) {
    Integer value = values.get(component);
    return value == null ? 0 : value;
  }

  private static PictureException gap() {
    return new PictureException("D3136", "The picture of a date leaves out what is needed.");
  }
}
