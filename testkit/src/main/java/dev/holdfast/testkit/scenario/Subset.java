package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Partial comparison: an expected object may lack members of the actual one. */
final class Subset {
  private Subset() {}

  /** Every expected member is there with exactly this value. */
  static boolean members(
      Map<String, @Nullable Object> expected, Map<String, @Nullable Object> actual) {
    for (Map.Entry<String, @Nullable Object> member : expected.entrySet()) {
      if (!actual.containsKey(member.getKey())) return false;
      if (!Json.equal(member.getValue(), actual.get(member.getKey()))) return false;
    }
    return true;
  }

  static boolean holds(@Nullable Object expected, @Nullable Object actual) {
    Map<String, @Nullable Object> members = Json.asObject(expected);
    if (members == null) return elements(expected, actual);
    Map<String, @Nullable Object> others = Json.asObject(actual);
    if (others == null) return false;
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      if (!others.containsKey(member.getKey())) return false;
      if (!holds(member.getValue(), others.get(member.getKey()))) return false;
    }
    return true;
  }

  private static boolean elements(@Nullable Object expected, @Nullable Object actual) {
    List<@Nullable Object> list = Json.asList(expected);
    if (list == null) return Json.equal(expected, actual);
    List<@Nullable Object> others = Json.asList(actual);
    if (others == null || others.size() != list.size()) return false;
    for (int i = 0; i < list.size(); i++) if (!holds(list.get(i), others.get(i))) return false;
    return true;
  }
}
