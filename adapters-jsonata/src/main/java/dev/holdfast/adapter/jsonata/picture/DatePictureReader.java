package dev.holdfast.adapter.jsonata.picture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a date's picture into its parts. */
final class DatePictureReader {
  private static final int MAX_WIDTH = 99;

  private final String picture;
  private final List<DatePart> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  private DatePictureReader(String picture) {
    this.picture = picture;
  }

  static List<DatePart> read(String picture) {
    if (picture.length() > IntegerPicture.MAX_LENGTH) {
      throw new PictureException(
          "PICTURE_TOO_LONG", "A picture may have " + IntegerPicture.MAX_LENGTH + " characters.");
    }
    return new DatePictureReader(picture).read();
  }

  private List<DatePart> read() {
    int at = 0;
    while (at < picture.length()) {
      char c = picture.charAt(at);
      if (picture.startsWith("[[", at) || picture.startsWith("]]", at)) {
        literal.append(c);
        at += 2;
      } else if (c == '[') {
        int end = picture.indexOf(']', at);
        if (end < 0) {
          throw new PictureException(
              "D3135", "The picture of a date has a bracket without an end.");
        }
        flush();
        parts.add(marker(picture.substring(at + 1, end).replaceAll("\\s", "")));
        at = end + 1;
      } else {
        literal.append(c);
        at++;
      }
    }
    flush();
    parts.forEach(DatePictureReader::checkNames);
    return List.copyOf(parts);
  }

  private static void checkNames(DatePart part) {
    if (part instanceof DatePart.Marker marker
        && marker.names() != DatePart.Names.NONE
        && marker.component().isNumber()
        && !marker.component().isMonth()
        && marker.component() != DateComponent.DAY_OF_WEEK) {
      throw new PictureException("D3133", "Only months and days of the week have names.");
    }
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new DatePart.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private DatePart.Marker marker(String text) {
    DateComponent component = text.isEmpty() ? null : DateComponent.of(text.charAt(0));
    if (component == null) {
      throw new PictureException("D3132", "The picture of a date has an unknown component.");
    }
    int comma = text.lastIndexOf(',');
    String modifier = text.substring(1, comma < 0 ? text.length() : comma);
    String width = comma < 0 ? "" : text.substring(comma + 1);
    int dash = width.indexOf('-');
    int shortest = width(dash < 0 ? width : width.substring(0, dash));
    int longest = dash < 0 ? 0 : width(width.substring(dash + 1));
    return marker(component, modifier, shortest, longest);
  }

  private static DatePart.Marker marker(
      DateComponent component, String modifier, int shortest, int longest) {
    String form = modifier;
    char second = ' ';
    if (modifier.length() > 1 && "atco".indexOf(modifier.charAt(modifier.length() - 1)) >= 0) {
      second = modifier.charAt(modifier.length() - 1);
      form = modifier.substring(0, modifier.length() - 1);
    }
    if (form.isEmpty()) {
      form = component.presentation();
    }
    DatePart.Names names = names(form);
    boolean named = names != DatePart.Names.NONE;
    IntegerPicture number = number(component, form, second == 'o', named, shortest);
    int digits = 0;
    if (component == DateComponent.YEAR && number != null) {
      int width = number.width();
      digits = longest > 0 ? longest : width >= 2 ? width : 0;
      number = longest > 0 ? number.withMandatory(longest) : number;
    }
    return new DatePart.Marker(component, names, number, longest, digits, second == 't');
  }

  private static @Nullable IntegerPicture number(
      DateComponent component, String form, boolean ordinal, boolean named, int shortest) {
    if (named || !(component.isNumber() || component.isZone())) {
      return null;
    }
    IntegerPicture number = IntegerPicture.of(form, ordinal);
    return number.mandatory() < shortest ? number.withMandatory(shortest) : number;
  }

  private static DatePart.Names names(String form) {
    if (form.startsWith("Nn")) {
      return DatePart.Names.TITLE;
    }
    if (form.startsWith("N")) {
      return DatePart.Names.UPPER;
    }
    return form.startsWith("n") ? DatePart.Names.LOWER : DatePart.Names.NONE;
  }

  private static int width(String text) {
    if (text.isEmpty() || text.equals("*")) {
      return 0;
    }
    if (text.length() > 2 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new PictureException("D3132", "A width in a picture is from 1 to " + MAX_WIDTH + ".");
    }
    return Integer.parseInt(text);
  }
}
