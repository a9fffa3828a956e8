package dev.holdfast.adapter.jsonata.picture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a date, such as {@code [Y0001]-[M01]-[D01]}. After XPath's format-dateTime. */
public final class DatePicture {
  private final List<DatePart> parts;

  private DatePicture(List<DatePart> parts) {
    this.parts = parts;
  }

  /**
   * @throws PictureException when the picture cannot be read
   */
  public static DatePicture parse(String picture) {
    return new DatePicture(DatePictureReader.read(picture));
  }

  /**
   * Reads an offset such as {@code +0530}.
   *
   * @throws PictureException when it is none
   */
  public static ZoneOffset zone(String offset) {
    String digits = offset.startsWith("+") || offset.startsWith("-") ? offset.substring(1) : offset;
    if (digits.isEmpty()
        || digits.length() > 4
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new PictureException("D3134", "A zone is written as +hhmm or -hhmm.");
    }
    int number = Integer.parseInt(digits) * (offset.startsWith("-") ? -1 : 1);
    try {
      return ZoneOffset.ofHoursMinutes(number / 100, number % 100);
    } catch (DateTimeException outOfRange) {
      throw new PictureException("D3134", "A zone is at most 18 hours from UTC.");
    }
  }

  /** Writes an instant as it is called in a zone. */
  public String format(Instant instant, ZoneOffset zone) {
    OffsetDateTime time = instant.atOffset(zone);
    StringBuilder text = new StringBuilder();
    for (DatePart part : parts) {
      switch (part) {
        case DatePart.Literal(String literal) -> text.append(literal);
        case DatePart.Marker marker -> text.append(format(marker, time));
      }
    }
    return text.toString();
  }

  private static String format(DatePart.Marker marker, OffsetDateTime time) {
    int number = marker.component().of(time);
    return switch (marker.component()) {
      case ZONE, ZONE_OF_GMT -> zone(marker, time.getOffset());
      case HALF_OF_DAY -> marker.cased(number == 0 ? "am" : "pm");
      case CALENDAR, ERA -> "ISO";
      case YEAR -> marker.number().format(cut(number, marker.digits()));
      case MONTH,
          DAY,
          DAY_OF_YEAR,
          DAY_OF_WEEK,
          WEEK_OF_YEAR,
          WEEK_OF_MONTH,
          YEAR_OF_WEEK,
          MONTH_OF_WEEK,
          HOUR,
          HOUR_OF_HALF,
          MINUTE,
          SECOND,
          FRACTION ->
          marker.names() == DatePart.Names.NONE
              ? marker.number().format(number)
              : marker.cased(marker.namesOfNumbers().get(number - 1));
    };
  }

  private static long cut(int year, int digits) {
    return digits == 0 || digits > 9 ? year : year % (int) Math.pow(10, digits);
  }

  private static String zone(DatePart.Marker marker, ZoneOffset offset) {
    int minutes = offset.getTotalSeconds() / 60;
    if (minutes == 0 && marker.zed()) {
      return "Z";
    }
    String sign = minutes < 0 ? "-" : "+";
    int size = Math.abs(minutes);
    String gmt = marker.component() == DateComponent.ZONE_OF_GMT ? "GMT" : "";
    return gmt + sign + zone(marker.number(), size / 60, size % 60);
  }

  private static String zone(IntegerPicture form, int hours, int minutes) {
    if (form.regular() || form.mandatory() == 3 || form.mandatory() == 4) {
      return form.format(hours * 100L + minutes);
    }
    if (form.mandatory() > 4 || form.mandatory() == 0) {
      throw new PictureException("D3134", "A zone has at most four digits.");
    }
    return form.format(hours) + (minutes == 0 ? "" : ":" + (minutes < 10 ? "0" : "") + minutes);
  }

  /**
   * Reads an instant. What stands before the first given part of the date is taken from {@code
   * now}, what stands behind the last is the beginning.
   *
   * @return null where the text is not in this form
   * @throws PictureException when the picture has a gap, or the text names an impossible date
   */
  public @Nullable Instant read(String text, Instant now) {
    return DateReader.read(parts, text, now.atOffset(ZoneOffset.UTC));
  }
}
