package dev.holdfast.adapter.jsonata.picture;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a date's picture. */
sealed interface DatePart {
  /** How names are written. */
  enum Names {
    NONE,
    UPPER,
    LOWER,
    TITLE
  }

  /** Text that stands for itself. */
  record Literal(String text) implements DatePart {}

  /**
   * A marker in square brackets.
   *
   * @param form of a number, a zone's included; null where names are written
   * @param longest characters of a name, or 0 for all
   * @param digits that a year is cut to, or 0 for all
   * @param zed whether UTC is written as Z
   */
  record Marker(
      DateComponent component,
      Names names,
      @Nullable IntegerPicture form,
      int longest,
      int digits,
      boolean zed)
      implements DatePart {
    static final List<String> MONTHS =
        List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> DAYS =
        List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    /** The names that the numbers from 1 have here. */
    List<String> namesOfNumbers() {
      List<String> all = component.isMonth() ? MONTHS : DAYS;
      return all.stream().map(this::cut).toList();
    }

    String cut(String name) {
      return longest > 0 && name.length() > longest ? name.substring(0, longest) : name;
    }

    String cased(String name) {
      return switch (names) {
        case UPPER -> name.toUpperCase(Locale.ROOT);
        case LOWER -> name.toLowerCase(Locale.ROOT);
        case NONE, TITLE -> name;
      };
    }

    IntegerPicture number() {
      if (form == null) {
        throw new IllegalStateException("expected a number, but " + component + " has names");
      }
      return form;
    }
  }
}
