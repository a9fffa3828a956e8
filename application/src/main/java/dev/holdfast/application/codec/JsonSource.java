package dev.holdfast.application.codec;

import dev.holdfast.domain.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonSink} wrote. */
final class JsonSource {
  /** Deeper than any value may be, with room for the objects that hold values. */
  private static final int DEEPEST = 128;

  private final ByteSource in;
  private final List<String> names = new ArrayList<>();

  JsonSource(ByteSource in) {
    this.in = in;
  }

  @Nullable Object value() {
    return value(DEEPEST);
  }

  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = Json.asObject(value());
    if (object == null) throw in.unreadable("expected an object, but something else");
    return object;
  }

  private @Nullable Object value(int depth) {
    if (depth == 0) throw in.unreadable("expected at most " + DEEPEST + " levels, but more");
    int tag = in.oneByte();
    if (tag < JsonSink.OBJECT) return in.text(tag);
    if (tag < JsonSink.LIST) return object(tag - JsonSink.OBJECT, depth);
    if (tag < JsonSink.NUMBER) return list(tag - JsonSink.LIST, depth);
    if (tag < JsonSink.NULL) return (long) tag - JsonSink.NUMBER;
    return switch (tag) {
      case JsonSink.NULL -> null;
      case JsonSink.FALSE -> false;
      case JsonSink.TRUE -> true;
      case JsonSink.LONG_TEXT -> in.text();
      case JsonSink.LARGE_OBJECT -> object(in.size(), depth);
      case JsonSink.LONG_LIST -> list(in.size(), depth);
      case JsonSink.WHOLE -> in.number();
      case JsonSink.DECIMAL -> decimal();
      default -> throw in.unreadable("expected a JSON value, but " + tag);
    };
  }

  private BigDecimal decimal() {
    long scale = in.number();
    byte[] unscaled = in.raw(in.size());
    if (scale != (int) scale || unscaled.length == 0) {
      throw in.unreadable("expected a decimal number, but something else");
    }
    return new BigDecimal(new BigInteger(unscaled), (int) scale);
  }

  private List<@Nullable Object> list(int size, int depth) {
    if (size == 0) return Json.EMPTY_LIST;
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) list.add(value(depth - 1));
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> object(int size, int depth) {
    if (size == 0) return Json.EMPTY_OBJECT;
    Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(size);
    for (int i = 0; i < size; i++) object.put(name(), value(depth - 1));
    if (object.size() != size) throw in.unreadable("expected each name once, but one twice");
    return Collections.unmodifiableMap(object);
  }

  private String name() {
    int code = in.smallCount();
    if ((code & 1) == 0) {
      String name = in.text(code >> 1);
      names.add(name);
      return name;
    }
    int number = code >> 1;
    if (number < JsonNames.KNOWN.size()) return JsonNames.KNOWN.get(number);
    number -= JsonNames.KNOWN.size();
    if (number >= names.size()) throw in.unreadable("expected a known name, but number " + number);
    return names.get(number);
  }
}
