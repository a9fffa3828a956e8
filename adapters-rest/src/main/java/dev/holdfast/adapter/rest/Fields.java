package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object in a request's body, read by name and type.
 *
 * <p>Everything wrong is collected, not thrown: in place of a wrong value a stand-in of the right
 * type is answered, which nobody sees, since {@link Body#read} refuses the request in the end. Not
 * thread-safe.
 */
public final class Fields {
  private final String pointer;
  private final Map<String, @Nullable Object> members;
  private final List<Place> places;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Fields> nested = new ArrayList<>();

  Fields(String pointer, Map<String, @Nullable Object> members, List<Place> places) {
    this.pointer = pointer;
    this.members = members;
    this.places = places;
  }

  /** Whether the member is there, even with null. */
  public boolean has(String name) {
    known.add(name);
    return members.containsKey(name);
  }

  /** A required text, its length in characters between the bounds. */
  public String text(String name, int shortest, int longest) {
    if (missing(name)) return "";
    String text = optionalText(name, shortest, longest);
    return text == null ? "" : text;
  }

  /** A text, or null when it is absent or null. */
  public @Nullable String optionalText(String name, int shortest, int longest) {
    Object value = value(name);
    if (value == null) return null;
    if (!(value instanceof String text)) {
      wrongType(name, "a string", value);
      return null;
    }
    int length = text.codePointCount(0, text.length());
    if (length >= shortest && length <= longest) return text;
    wrong(
        name,
        "INVALID_LENGTH",
        "expected %d to %d characters, but got %d".formatted(shortest, longest, length));
    return null;
  }

  /** A required whole number between the bounds. */
  public int whole(String name, int least, int most) {
    if (missing(name)) return least;
    Integer whole = optionalWhole(name, least, most);
    return whole == null ? least : whole;
  }

  public @Nullable Integer optionalWhole(String name, int least, int most) {
    Object value = value(name);
    if (value == null) return null;
    if (!(value instanceof Long whole)) {
      wrongType(name, "a whole number", value);
      return null;
    }
    if (whole >= least && whole <= most) return whole.intValue();
    wrong(name, "OUT_OF_RANGE", "expected %d to %d, but got %d".formatted(least, most, whole));
    return null;
  }

  public @Nullable Boolean optionalFlag(String name) {
    Object value = value(name);
    if (value == null) return null;
    if (value instanceof Boolean flag) return flag;
    wrongType(name, "true or false", value);
    return null;
  }

  public boolean flag(String name, boolean whenAbsent) {
    Boolean flag = optionalFlag(name);
    return flag == null ? whenAbsent : flag;
  }

  /** An instant in RFC 3339, cut to microseconds; null when it is absent or null. */
  public @Nullable Instant optionalInstant(String name) {
    String text = optionalText(name, 1, 64);
    if (text == null) return null;
    Instant instant = Instants.parse(text);
    if (instant == null) wrong(name, "INVALID_FORMAT", Instants.EXPECTED);
    return instant;
  }

  /** A UUID, or null when it is absent or null. */
  public @Nullable UUID optionalUuid(String name) {
    String text = optionalText(name, 1, 64);
    if (text == null) return null;
    UUID uuid = PathIds.uuid(text);
    if (uuid == null) wrong(name, "INVALID_FORMAT", "expected a UUID");
    return uuid;
  }

  /** A required object of the user's, nulls kept. */
  public Map<String, @Nullable Object> object(String name) {
    if (missing(name)) return Map.of();
    Map<String, @Nullable Object> object = optionalObject(name);
    return object == null ? Map.of() : object;
  }

  /** An object of the user's, or null when it is absent; null itself is no object. */
  public @Nullable Map<String, @Nullable Object> optionalObject(String name) {
    if (!has(name)) return null;
    Object value = members.get(name);
    Map<String, @Nullable Object> object = Json.asObject(value);
    if (object == null) wrongType(name, "an object", value);
    return object;
  }

  /** Any JSON value of the user's; null when it is absent or null, see {@link #has}. */
  public @Nullable Object any(String name) {
    return value(name);
  }

  /** A required JSON value; null counts as one. */
  public @Nullable Object requiredAny(String name) {
    if (!has(name)) wrong(name, "REQUIRED", "expected %s, but it is missing".formatted(name));
    return members.get(name);
  }

  /** The members of an object inside, for reading; null when it is absent. */
  public @Nullable Fields optionalFields(String name) {
    Map<String, @Nullable Object> object = optionalObject(name);
    if (object == null) return null;
    Fields fields = new Fields(Json.pointer(pointer, name), object, places);
    nested.add(fields);
    return fields;
  }

  /** A list of texts; empty when it is absent or null. */
  public List<String> texts(String name, int most, int longest) {
    Object value = value(name);
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) {
      wrongType(name, "a list of strings", value);
      return List.of();
    }
    if (list.size() > most) {
      wrong(
          name,
          "OUT_OF_RANGE",
          "expected at most %d items, but got %d".formatted(most, list.size()));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof String text && text.length() <= longest) texts.add(text);
      else
        at(
            Json.pointer(pointer, name) + "/" + i,
            "WRONG_TYPE",
            "expected a string of at most %d characters".formatted(longest));
    }
    return texts;
  }

  /** String pairs; empty when it is absent. */
  public Map<String, String> pairs(String name, int most, int longest) {
    Map<String, @Nullable Object> object = optionalObject(name);
    if (object == null) return Map.of();
    if (object.size() > most) {
      wrong(
          name,
          "OUT_OF_RANGE",
          "expected at most %d pairs, but got %d".formatted(most, object.size()));
      return Map.of();
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : object.entrySet()) {
      boolean fits = !entry.getKey().isEmpty() && entry.getKey().length() <= longest;
      if (fits && entry.getValue() instanceof String text && text.length() <= longest) {
        pairs.put(entry.getKey(), text);
      } else {
        at(
            Json.pointer(Json.pointer(pointer, name), entry.getKey()),
            "WRONG_TYPE",
            "expected strings of at most %d characters".formatted(longest));
      }
    }
    return pairs;
  }

  /** Says that a member is wrong for a reason that only the reader knows. */
  public void wrong(String name, String code, String message) {
    at(Json.pointer(pointer, name), code, message);
  }

  /** Names every member that nobody asked for, here and inside. */
  void refuseUnknown() {
    for (String name : members.keySet()) {
      if (!known.contains(name)) wrong(name, "UNKNOWN_FIELD", "unknown field " + name);
    }
    nested.forEach(Fields::refuseUnknown);
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return members.get(name);
  }

  private boolean missing(String name) {
    if (value(name) != null) return false;
    if (members.containsKey(name))
      wrong(name, "WRONG_TYPE", "expected %s, but got null".formatted(name));
    else wrong(name, "REQUIRED", "expected %s, but it is missing".formatted(name));
    return true;
  }

  private void wrongType(String name, String expected, @Nullable Object value) {
    wrong(name, "WRONG_TYPE", "expected %s, but got %s".formatted(expected, Json.kind(value)));
  }

  private void at(String place, String code, String message) {
    // What is said about the first hundred errors is enough for anybody.
    if (places.size() < 100) places.add(new Place(place, code, message));
  }
}
