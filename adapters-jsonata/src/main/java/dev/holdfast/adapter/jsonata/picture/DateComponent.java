package dev.holdfast.adapter.jsonata.picture;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/** What a marker of a date's picture stands for. */
enum DateComponent {
  YEAR('Y', "1"),
  MONTH('M', "1"),
  DAY('D', "1"),
  DAY_OF_YEAR('d', "1"),
  DAY_OF_WEEK('F', "n"),
  WEEK_OF_YEAR('W', "1"),
  WEEK_OF_MONTH('w', "1"),
  YEAR_OF_WEEK('X', "1"),
  MONTH_OF_WEEK('x', "1"),
  HOUR('H', "1"),
  HOUR_OF_HALF('h', "1"),
  HALF_OF_DAY('P', "n"),
  MINUTE('m', "01"),
  SECOND('s', "01"),
  FRACTION('f', "1"),
  ZONE('Z', "01:01"),
  ZONE_OF_GMT('z', "01:01"),
  CALENDAR('C', "n"),
  ERA('E', "n");

  private final char letter;
  private final String presentation;

  DateComponent(char letter, String presentation) {
    this.letter = letter;
    this.presentation = presentation;
  }

  static @Nullable DateComponent of(char letter) {
    for (DateComponent component : values()) {
      if (component.letter == letter) {
        return component;
      }
    }
    return null;
  }

  /** How it is written where the marker does not tell. */
  String presentation() {
    return presentation;
  }

  boolean isZone() {
    return this == ZONE || this == ZONE_OF_GMT;
  }

  boolean isNumber() {
    return switch (this) {
      case YEAR,
          MONTH,
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
          true;
      case HALF_OF_DAY, ZONE, ZONE_OF_GMT, CALENDAR, ERA -> false;
    };
  }

  boolean isMonth() {
    return this == MONTH || this == MONTH_OF_WEEK;
  }

  /** The number that a point in time has here; 0 where it has none. */
  int of(OffsetDateTime time) {
    // A week belongs to the month and the year of its Thursday.
    OffsetDateTime thursday = time.with(ChronoField.DAY_OF_WEEK, 4);
    return switch (this) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_YEAR -> time.getDayOfYear();
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
      case WEEK_OF_YEAR -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case WEEK_OF_MONTH -> (thursday.getDayOfMonth() + 6) / 7;
      case YEAR_OF_WEEK -> thursday.getYear();
      case MONTH_OF_WEEK -> thursday.getMonthValue();
      case HOUR -> time.getHour();
      case HOUR_OF_HALF -> (time.getHour() + 11) % 12 + 1;
      case MINUTE -> time.getMinute();
      case SECOND -> time.getSecond();
      case FRACTION -> time.get(ChronoField.MILLI_OF_SECOND);
      case HALF_OF_DAY -> time.getHour() < 12 ? 0 : 1;
      case ZONE, ZONE_OF_GMT, CALENDAR, ERA -> 0;
    };
  }
}
