package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, already checked against those the route knows. Controllers
 * take it as an argument. A wrong value is refused when it is read, with {@code ?name} as its
 * place.
 */
public final class Query {
  private static final int LONGEST_VALUE = 2_000;
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 200;

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Parses a query string and checks names and repeats against what a route knows. */
  static Query parse(@Nullable String text, Endpoint endpoint) {
    if (text == null || text.isEmpty()) return new Query(Map.of());
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }
    check(values, endpoint);
    return new Query(values);
  }

  /** The value, or null when the parameter is absent. */
  public @Nullable String text(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public boolean flag(String name) {
    return switch (text(name)) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "expected true or false");
    };
  }

  public @Nullable Integer whole(String name, int least, int most) {
    String text = text(name);
    if (text == null) return null;
    String message = "expected a whole number from %d to %d".formatted(least, most);
    if (!text.matches("-?[0-9]{1,9}")) throw wrong(name, message);
    int value = Integer.parseInt(text);
    if (value < least || value > most) throw wrong(name, message);
    return value;
  }

  public @Nullable Instant instant(String name) {
    String text = text(name);
    if (text == null) return null;
    Instant instant = Instants.parse(text);
    if (instant == null) throw wrong(name, Instants.EXPECTED);
    return instant;
  }

  /** One of the given words, or null when the parameter is absent. */
  public @Nullable String oneOf(String name, List<String> words) {
    String text = text(name);
    if (text != null && !words.contains(text)) {
      throw wrong(name, "expected one of " + String.join(", ", words));
    }
    return text;
  }

  /** How many items a list answers at most. */
  public int limit() {
    Integer limit = whole("limit", 1, LARGEST_LIMIT);
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  /** Where a list goes on; null at its beginning. A list that does not know it refuses it. */
  public @Nullable String cursor() {
    return text("cursor");
  }

  /** The refusal of a parameter's value. */
  public static RequestRefused wrong(String name, String message) {
    return RequestRefused.malformed(
        List.of(new Place("?" + name, "INVALID_PARAMETER", name + ": " + message)));
  }

  private static void check(Map<String, List<String>> values, Endpoint endpoint) {
    List<Place> places = new ArrayList<>();
    values.forEach((name, given) -> {
      Endpoint.Param known = find(endpoint, name);
      if (known == null) {
        places.add(new Place("?" + name, "UNKNOWN_PARAMETER", "unknown query parameter " + name));
      } else if (given.size() > 1 && !known.repeated()) {
        places.add(new Place("?" + name, "REPEATED_PARAMETER", name + " may be given once"));
      } else if (given.stream().anyMatch(value -> !isText(value))) {
        places.add(new Place("?" + name, "INVALID_PARAMETER", name + " is too long or holds NUL"));
      }
    });
    if (!places.isEmpty()) throw RequestRefused.malformed(places);
  }

  private static Endpoint.@Nullable Param find(Endpoint endpoint, String name) {
    for (Endpoint.Param param : endpoint.query()) {
      if (param.name().equals(name)) return param;
    }
    return null;
  }

  private static boolean isText(String value) {
    return value.length() <= LONGEST_VALUE && value.indexOf('\0') < 0;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw RequestRefused.malformed(
          List.of(new Place("?", "INVALID_PARAMETER", "the query string is not well encoded")));
    }
  }
}
