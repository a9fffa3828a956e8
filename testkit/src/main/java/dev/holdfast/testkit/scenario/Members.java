package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an object member by member and refuses what nobody asked for. */
final class Members {
  private final String place;
  private final Map<String, @Nullable Object> object;
  private final Set<String> read = new LinkedHashSet<>();

  Members(String place, @Nullable Object value) {
    this.place = place;
    Map<String, @Nullable Object> members = Json.asObject(value);
    if (members == null) throw wrong("an object", value);
    this.object = members;
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  @Nullable Object any(String name) {
    read.add(name);
    return object.get(name);
  }

  String text(String name) {
    Object value = any(name);
    if (value instanceof String text) return text;
    throw wrong("a string " + name, value);
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  boolean flag(String name) {
    Object value = any(name);
    if (value == null) return false;
    if (value instanceof Boolean flag) return flag;
    throw wrong("a boolean " + name, value);
  }

  @Nullable Integer number(String name) {
    Object value = any(name);
    if (value == null) return null;
    if (value instanceof Number number) return new BigDecimal(number.toString()).intValueExact();
    throw wrong("a whole number " + name, value);
  }

  @Nullable Duration duration(String name) {
    return has(name) ? Duration.parse(text(name)) : null;
  }

  Map<String, @Nullable Object> object(String name) {
    Object value = any(name);
    if (value == null) return Json.EMPTY_OBJECT;
    Map<String, @Nullable Object> members = Json.asObject(value);
    if (members == null) throw wrong("an object " + name, value);
    return members;
  }

  @Nullable Map<String, @Nullable Object> objectOrNull(String name) {
    return has(name) ? object(name) : null;
  }

  @Nullable List<@Nullable Object> listOrNull(String name) {
    if (!has(name)) return null;
    List<@Nullable Object> list = Json.asList(any(name));
    if (list == null) throw wrong("a list " + name, object.get(name));
    return list;
  }

  List<@Nullable Object> list(String name) {
    List<@Nullable Object> list = listOrNull(name);
    return list == null ? List.of() : list;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(name)) {
      if (!(value instanceof String text)) throw wrong("strings in " + name, value);
      texts.add(text);
    }
    return texts;
  }

  String place() {
    return place;
  }

  /** To be called last. */
  void nothingElse() {
    Set<String> unknown = new LinkedHashSet<>(object.keySet());
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          place + ": expected no other members than " + read + ", but " + unknown);
    }
  }

  private IllegalArgumentException wrong(String expected, @Nullable Object value) {
    return new IllegalArgumentException(
        place + ": expected " + expected + ", but " + Json.text(value));
  }
}
