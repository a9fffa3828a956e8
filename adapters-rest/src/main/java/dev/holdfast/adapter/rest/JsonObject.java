package dev.holdfast.adapter.rest;

import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object of an answer, members in the order they are put. Not thread-safe. */
public final class JsonObject {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Puts a user's value as it is, null included. */
  public JsonObject putAny(String name, @Nullable Object json) {
    members.put(name, json);
    return this;
  }

  /** Puts a value, or nothing when it is null. */
  public JsonObject put(String name, @Nullable String value) {
    return putIfKnown(name, value);
  }

  public JsonObject put(String name, @Nullable UUID value) {
    return putIfKnown(name, value == null ? null : value.toString());
  }

  /** Puts an instant as RFC 3339 in UTC, or nothing when it is null. */
  public JsonObject put(String name, @Nullable Instant value) {
    return putIfKnown(name, value == null ? null : Json.instant(value));
  }

  public JsonObject put(String name, @Nullable Integer value) {
    return putIfKnown(name, value == null ? null : Long.valueOf(value));
  }

  public JsonObject put(String name, @Nullable Long value) {
    return putIfKnown(name, value);
  }

  public JsonObject put(String name, boolean value) {
    members.put(name, value);
    return this;
  }

  public JsonObject put(String name, @Nullable JsonObject value) {
    return putIfKnown(name, value == null ? null : value.members());
  }

  public JsonObject put(String name, @Nullable Map<String, ? extends @Nullable Object> value) {
    return putIfKnown(name, value);
  }

  public JsonObject put(String name, List<?> json) {
    members.put(name, json);
    return this;
  }

  /** Puts a list of objects. */
  public <T> JsonObject put(String name, List<T> items, Function<? super T, JsonObject> rule) {
    List<Object> list = new ArrayList<>(items.size());
    for (T item : items) list.add(rule.apply(item).members());
    members.put(name, list);
    return this;
  }

  public Map<String, @Nullable Object> members() {
    return Collections.unmodifiableMap(members);
  }

  private JsonObject putIfKnown(String name, @Nullable Object value) {
    if (value != null) members.put(name, value);
    return this;
  }
}
