package dev.holdfast.domain.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of writing into a JSON value. The old value stays as it was; the new one shares with it
 * everything that is not on the way to the target.
 */
public sealed interface JsonWrite {
  /**
   * @param value the whole new value
   * @param growth how many bytes {@link Json#utf8Size} grew by; negative when it shrank
   */
  record Written(@Nullable Object value, long growth) implements JsonWrite {}

  /**
   * @param message a sentence for the author, without values of the run
   */
  record Refused(String message) implements JsonWrite {}

  /**
   * Writes a value at a path inside another. Missing objects (null counts as missing) are made, and
   * a missing list where an index stands in brackets. The index after the last element appends; one
   * beyond it is refused, as is writing through a scalar. Costs the size of what lies on the way,
   * not of the whole.
   */
  static JsonWrite write(@Nullable Object root, JsonPath path, @Nullable Object value) {
    return write(root, path.keys(), 0, value);
  }

  private static JsonWrite write(
      @Nullable Object target, List<JsonPath.Key> keys, int depth, @Nullable Object value) {
    if (depth == keys.size()) {
      return new Written(value, Json.utf8Size(value) - Json.utf8Size(target));
    }
    JsonPath.Key key = keys.get(depth);
    if (target == null) {
      Object made = key instanceof JsonPath.Key.Index ? Json.EMPTY_LIST : Json.EMPTY_OBJECT;
      return grown(write(made, keys, depth, value), 2 - 4);
    }
    Map<String, @Nullable Object> object = Json.asObject(target);
    if (object != null) {
      return key instanceof JsonPath.Key.Member(String name)
          ? member(object, name, keys, depth, value)
          : refused(keys, depth, "is an object and has no index");
    }
    List<@Nullable Object> list = Json.asList(target);
    if (list != null) return element(list, keys, depth, value);
    return refused(keys, depth, "is " + Json.kind(target) + " and holds nothing");
  }

  private static JsonWrite member(
      Map<String, @Nullable Object> object,
      String name,
      List<JsonPath.Key> keys,
      int depth,
      @Nullable Object value) {
    boolean there = object.containsKey(name);
    JsonWrite inner = write(object.get(name), keys, depth + 1, value);
    if (!(inner instanceof Written written)) return inner;
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object);
    copy.put(name, written.value());
    // A new member adds its name, a colon, perhaps a comma, and the four bytes of the null that the
    // inner write has counted as standing there before.
    long added = there ? 0 : JsonSize.of(name) + 1 + (object.isEmpty() ? 0 : 1) + 4;
    return new Written(Collections.unmodifiableMap(copy), written.growth() + added);
  }

  private static JsonWrite element(
      List<@Nullable Object> list, List<JsonPath.Key> keys, int depth, @Nullable Object value) {
    int index = JsonPath.indexIn(keys.get(depth));
    if (index < 0) return refused(keys, depth, "is a list and has no such member");
    if (index > list.size()) {
      return refused(keys, depth, "has " + list.size() + " elements, and the index leaves a gap");
    }
    boolean there = index < list.size();
    JsonWrite inner = write(there ? list.get(index) : null, keys, depth + 1, value);
    if (!(inner instanceof Written written)) return inner;
    List<@Nullable Object> copy = new ArrayList<>(list.size() + 1);
    copy.addAll(list);
    if (there) copy.set(index, written.value());
    else copy.add(written.value());
    long added = there ? 0 : (list.isEmpty() ? 0 : 1) + 4;
    return new Written(Collections.unmodifiableList(copy), written.growth() + added);
  }

  private static JsonWrite grown(JsonWrite write, long by) {
    return write instanceof Written written
        ? new Written(written.value(), written.growth() + by)
        : write;
  }

  private static JsonWrite refused(List<JsonPath.Key> keys, int depth, String why) {
    String place = depth == 0 ? "the value" : new JsonPath(keys.subList(0, depth)).text();
    return new Refused("expected to write inside '" + place + "', but it " + why);
  }
}
