package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a scenario's definitions what would only be noise in the file: names and step ids. */
final class Documents {
  private static final Set<String> LISTS =
      Set.of("steps", "then", "else", "body", "try", "catch", "finally", "default", "errorHandler");
  private static final Set<String> CONTAINERS = Set.of("cases", "branches");

  private int ids;

  private Documents() {}

  static Map<String, @Nullable Object> complete(
      String key, Map<String, @Nullable Object> document) {
    Map<String, @Nullable Object> complete = new LinkedHashMap<>();
    complete.put("name", key);
    complete.putAll(new Documents().withIds(document));
    return complete;
  }

  private Map<String, @Nullable Object> withIds(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    if (object.containsKey("type") && !object.containsKey("id")) result.put("id", "s" + ++ids);
    object.forEach((name, value) -> result.put(name, member(name, value)));
    return result;
  }

  private @Nullable Object member(String name, @Nullable Object value) {
    boolean steps = LISTS.contains(name) || CONTAINERS.contains(name);
    List<@Nullable Object> list = steps ? Json.asList(value) : null;
    if (list == null) return value;
    List<@Nullable Object> result = new ArrayList<>();
    for (Object element : list) {
      Map<String, @Nullable Object> object = Json.asObject(element);
      result.add(object == null ? element : withIds(object));
    }
    return result;
  }
}
