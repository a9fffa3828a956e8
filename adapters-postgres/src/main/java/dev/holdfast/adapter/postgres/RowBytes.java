package dev.holdfast.adapter.postgres;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.JsonBytes;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The byte columns that have no codec of their own: both those who write and who read use this. */
public final class RowBytes {
  private RowBytes() {}

  /** A JSON object, such as an event's payload. */
  public static byte[] object(Map<String, @Nullable Object> json) {
    return JsonBytes.encode(json);
  }

  public static Map<String, @Nullable Object> object(byte[] bytes) {
    Map<String, @Nullable Object> object = Json.asObject(JsonBytes.decode(bytes));
    if (object != null) return object;
    throw new IllegalStateException("expected the bytes of a JSON object, but they are of another");
  }

  /** A wait's filters; null for none. */
  public static byte @Nullable [] filters(List<Filter> filters) {
    if (filters.isEmpty()) return null;
    List<@Nullable Object> list = new ArrayList<>();
    for (Filter filter : filters) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("path", filter.path());
      json.put("op", filter.op().text());
      json.put("value", filter.value());
      list.add(Json.object(json));
    }
    return JsonBytes.encode(Json.list(list));
  }

  public static List<Filter> filters(byte @Nullable [] bytes) {
    if (bytes == null) return List.of();
    List<Filter> filters = new ArrayList<>();
    for (Object element : Objects.requireNonNull(Json.asList(JsonBytes.decode(bytes)))) {
      Map<String, @Nullable Object> json = Objects.requireNonNull(Json.asObject(element));
      Filter.Op op = op(String.valueOf(json.get("op")));
      filters.add(new Filter(String.valueOf(json.get("path")), op, json.get("value")));
    }
    return List.copyOf(filters);
  }

  private static Filter.Op op(String text) {
    for (Filter.Op op : Filter.Op.values()) if (op.text().equals(text)) return op;
    throw new IllegalStateException("expected a filter's operator, but " + text);
  }

  /** An action's answer. */
  public static byte[] answer(CallAnswer answer) {
    UUID none = new UUID(0, 0);
    return InputCodec.encode(new Input.CallFinished("", Instant.EPOCH, none, 1, answer));
  }

  public static CallAnswer answer(byte[] bytes) {
    if (InputCodec.decode(bytes) instanceof Input.CallFinished finished) return finished.answer();
    throw new IllegalStateException("expected the bytes of an answer, but they are of another");
  }
}
