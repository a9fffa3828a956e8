package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object of a definition, reporting what is wrong with them. What was never
 * asked for is an unknown field; see {@link #end}.
 */
final class Fields {
  private final Map<String, @Nullable Object> object;
  private final Place place;
  private final Report report;
  private final Set<String> asked = new LinkedHashSet<>();

  Fields(Map<String, @Nullable Object> object, Place place, Report report) {
    this.object = object;
    this.place = place;
    this.report = report;
  }

  /** The fields of a value that must be an object; null, and reported, when it is none. */
  static @Nullable Fields of(@Nullable Object value, Place place, Report report) {
    Map<String, @Nullable Object> object = Json.asObject(value);
    if (object != null) return new Fields(object, place, report);
    report.add(IssueCode.INVALID_TYPE, place, "Expected an object, but " + Json.kind(value) + ".");
    return null;
  }

  Place place() {
    return place;
  }

  Place at(String name) {
    return place.member(name);
  }

  boolean has(String name) {
    asked.add(name);
    return object.containsKey(name);
  }

  /** The field as it stands; null when it is absent or null. */
  @Nullable Object raw(String name) {
    asked.add(name);
    return object.get(name);
  }

  /** Whether the field is there; reports it when it is not. */
  boolean require(String name) {
    if (has(name)) return true;
    report.add(IssueCode.MISSING_FIELD, at(name), "'" + name + "' is missing.");
    return false;
  }

  /** Reports a known field that must not stand here. */
  void refuse(String name, IssueCode code, String message, @Nullable String suggestion) {
    if (object.containsKey(name)) {
      asked.add(name);
      report.add(code, at(name), message, suggestion);
    }
  }

  void wrongType(String name, String expected) {
    report.add(
        IssueCode.INVALID_TYPE,
        at(name),
        "'" + name + "' should be " + expected + ", but is " + Json.kind(object.get(name)) + ".");
  }

  void wrongValue(String name, String expected) {
    report.add(
        IssueCode.INVALID_VALUE, at(name), "'" + name + "' should be " + expected + ".", null);
  }

  /** An optional string, of any content. */
  @Nullable String text(String name) {
    if (!has(name)) return null;
    if (object.get(name) instanceof String text) return text;
    wrongType(name, "a string");
    return null;
  }

  /** A string without blanks around it, from 1 to {@code longest} characters. */
  @Nullable String word(String name, int longest) {
    String text = text(name);
    if (text == null) return null;
    if (!text.isEmpty() && text.length() <= longest && text.equals(text.strip())) return text;
    wrongValue(name, "a text of 1 to " + longest + " characters without blanks around it");
    return null;
  }

  @Nullable String requiredWord(String name, int longest) {
    return require(name) ? word(name, longest) : null;
  }

  /** A required name in the grammar of step ids, branch names and loop variables. */
  @Nullable String requiredName(String name) {
    String text = require(name) ? text(name) : null;
    if (text == null || Names.isValid(text)) return text;
    report.add(
        IssueCode.INVALID_NAME,
        at(name),
        "'" + name + "' should be 1 to 64 letters, digits, '_' or '-'.");
    return null;
  }

  @Nullable Boolean truth(String name) {
    if (!has(name)) return null;
    if (object.get(name) instanceof Boolean truth) return truth;
    wrongType(name, "true or false");
    return null;
  }

  /** A whole number within bounds, both included. */
  @Nullable Long whole(String name, long least, long most) {
    if (!has(name)) return null;
    Object value = object.get(name);
    if (!(value instanceof Number)) {
      wrongType(name, "a whole number");
      return null;
    }
    if (value instanceof Long whole && whole >= least && whole <= most) return whole;
    wrongValue(name, "a whole number from " + least + " to " + most);
    return null;
  }

  @Nullable Long requiredWhole(String name, long least, long most) {
    return require(name) ? whole(name, least, most) : null;
  }

  /** One of some words. */
  @Nullable String choice(String name, List<String> choices) {
    String text = text(name);
    if (text == null || choices.contains(text)) return text;
    report.add(
        IssueCode.INVALID_VALUE,
        at(name),
        "'" + name + "' should be one of " + String.join(", ", choices) + ".",
        Nearest.of(text, choices));
    return null;
  }

  /** A list of at most {@code longest} elements. */
  @Nullable List<@Nullable Object> list(String name, int longest) {
    if (!has(name)) return null;
    List<@Nullable Object> list = Json.asList(object.get(name));
    if (list == null) {
      wrongType(name, "a list");
    } else if (list.size() > longest) {
      wrongValue(name, "a list of at most " + longest + " elements");
      return null;
    }
    return list;
  }

  /** As {@link #list}, required, and not empty. */
  @Nullable List<@Nullable Object> requiredList(String name, int longest) {
    List<@Nullable Object> list = require(name) ? list(name, longest) : null;
    if (list == null || !list.isEmpty()) return list;
    wrongValue(name, "a list with at least one element");
    return null;
  }

  @Nullable Fields object(String name) {
    return has(name) ? of(object.get(name), at(name), report) : null;
  }

  /** Reports every field that nobody asked for. */
  void end() {
    end(name -> false);
  }

  /**
   * As {@link #end()}.
   *
   * @param ignored holds for fields that are kept and mean nothing here
   */
  void end(Predicate<String> ignored) {
    for (String name : object.keySet()) {
      if (asked.contains(name) || ignored.test(name)) continue;
      boolean dollar = name.startsWith("$");
      report.add(
          dollar ? IssueCode.UNKNOWN_DOLLAR_KEY : IssueCode.UNKNOWN_FIELD,
          at(name),
          "There is no field '" + name + "' here.",
          Nearest.of(name, asked));
    }
  }
}
