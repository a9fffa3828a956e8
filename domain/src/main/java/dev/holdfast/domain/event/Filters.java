package dev.holdfast.domain.event;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import dev.holdfast.domain.json.Lookup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one evaluator of filters: of waits and of triggers, wherever they are asked. */
public final class Filters {
  private static final String EVENT = "event.";
  private static final String PAYLOAD = "payload.";

  private Filters() {}

  /** The first filter that does not hold for the event, or null when all hold. */
  public static @Nullable Filter firstFailing(List<Filter> filters, Event event) {
    for (Filter filter : filters) if (!holds(filter, event)) return filter;
    return null;
  }

  /** Whether a filter holds for an event. */
  public static boolean holds(Filter filter, Event event) {
    return holds(filter.op(), read(filter.path(), event), filter.value());
  }

  /**
   * What an event has at a filter's path. Paths start at the payload unless they begin with {@code
   * event.} or {@code payload.}; a text that is no path leads nowhere.
   */
  public static Lookup read(String path, Event event) {
    if (path.startsWith(EVENT)) return read(path.substring(EVENT.length()), event.toJson());
    return read(
        path.startsWith(PAYLOAD) ? path.substring(PAYLOAD.length()) : path, event.payload());
  }

  private static Lookup read(String path, Map<String, @Nullable Object> root) {
    return switch (JsonPath.parse(path)) {
      case JsonPath.Parsing.Parsed parsed -> parsed.path().read(root);
      case JsonPath.Parsing.Malformed malformed -> Lookup.MISSING;
    };
  }

  /**
   * Whether an operator holds between what was found and the wanted value.
   *
   * <p>Where nothing was found, only {@code not_exists}, {@code !=} and {@code not_in} hold. Order
   * is defined between two numbers and between two strings (by UTF-16 code units) only. {@code
   * contains} looks for a part of a string or an element of a list. For {@code in} and {@code
   * not_in} a value that is no list counts as a list of one.
   */
  public static boolean holds(Filter.Op op, Lookup found, @Nullable Object wanted) {
    return switch (op) {
      case EXISTS -> found.found();
      case NOT_EXISTS -> !found.found();
      case EQUAL -> found.found() && Json.equal(found.value(), wanted);
      case NOT_EQUAL -> !found.found() || !Json.equal(found.value(), wanted);
      case IN -> found.found() && isIn(found.value(), wanted);
      case NOT_IN -> !found.found() || !isIn(found.value(), wanted);
      case GREATER -> isOrdered(found.value(), wanted) && compare(found.value(), wanted) > 0;
      case GREATER_OR_EQUAL ->
          isOrdered(found.value(), wanted) && compare(found.value(), wanted) >= 0;
      case LESS -> isOrdered(found.value(), wanted) && compare(found.value(), wanted) < 0;
      case LESS_OR_EQUAL -> isOrdered(found.value(), wanted) && compare(found.value(), wanted) <= 0;
      case CONTAINS -> contains(found.value(), wanted);
      case STARTS_WITH ->
          found.value() instanceof String text
              && wanted instanceof String part
              && text.startsWith(part);
      case ENDS_WITH ->
          found.value() instanceof String text
              && wanted instanceof String part
              && text.endsWith(part);
    };
  }

  private static boolean isIn(@Nullable Object value, @Nullable Object wanted) {
    List<@Nullable Object> list = Json.asList(wanted);
    return list == null ? Json.equal(value, wanted) : hasElement(list, value);
  }

  private static boolean contains(@Nullable Object value, @Nullable Object wanted) {
    if (value instanceof String text) return wanted instanceof String part && text.contains(part);
    List<@Nullable Object> list = Json.asList(value);
    return list != null && hasElement(list, wanted);
  }

  private static boolean hasElement(List<@Nullable Object> list, @Nullable Object wanted) {
    for (Object element : list) if (Json.equal(element, wanted)) return true;
    return false;
  }

  private static boolean isOrdered(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number && right instanceof Number)
        || (left instanceof String && right instanceof String);
  }

  private static int compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) return Json.compareNumbers(a, b);
    if (left instanceof String a && right instanceof String b) return a.compareTo(b);
    throw new IllegalArgumentException("expected two numbers or two strings, but something else");
  }
}
