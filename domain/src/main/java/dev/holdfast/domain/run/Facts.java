package dev.holdfast.domain.run;

import dev.holdfast.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a small JSON object, member by member. */
final class Facts {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  private Facts() {}

  static Facts with(String name, @Nullable Object value) {
    return new Facts().and(name, value);
  }

  static Facts none() {
    return new Facts();
  }

  Facts and(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** Leaves the member out when there is no value. */
  Facts andIfGiven(String name, @Nullable Object value) {
    return value == null ? this : and(name, value);
  }

  Map<String, @Nullable Object> json() {
    return Json.object(members);
  }
}
