package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the core's values to the library, one touched value at a time: nothing is copied, and
 * nothing is walked that the expression does not walk.
 */
final class Inputs {
  private final Meter meter;
  private @Nullable List<InputList> filled;

  Inputs(Meter meter) {
    this.meter = meter;
  }

  /** The library's form of a value of the core. */
  Object show(@Nullable Object value) {
    return switch (value) {
      case null -> Jsonata.NULL_VALUE;
      case String text -> text;
      case Boolean truth -> truth;
      case Number number -> show(number);
      case Map<?, ?> map -> new InputMap(object(map), this);
      case List<?> list -> new InputList(list, this);
      default -> throw unknown();
    };
  }

  private Number show(Number number) {
    Number shown = Numbers.in(number);
    if (shown == null) {
      throw unknown();
    }
    return shown;
  }

  private Stop unknown() {
    return meter.fail("INPUT_NOT_JSON", "The scope holds a value that is not JSON.");
  }

  /** Behind a view, the value of the core; everything else as it is. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case InputMap map -> map.core();
      case InputList list -> list.core();
      case null, default -> value;
    };
  }

  /** Notes that the library has put its placeholder into an empty list. */
  void filled(InputList list) {
    if (filled == null) {
      filled = new ArrayList<>();
    }
    filled.add(list);
  }

  /** Takes the library's placeholders out of empty lists again. */
  void restoreEmptyLists() {
    if (filled != null) {
      filled.forEach(InputList::restore);
      filled = null;
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }
}
