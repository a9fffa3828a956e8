package dev.holdfast.domain.event;

import dev.holdfast.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of an event.
 *
 * @param paths per event name, or {@code *} for every name, where in the payload a key may be
 */
public record CorrelationResolver(Map<String, List<JsonPath>> paths) {
  /** Stands for every event name. */
  public static final String ANY_NAME = "*";

  private static final List<String> EXPLICIT_MEMBERS =
      List.of("workflowCorrelationKey", "correlationKey");

  public CorrelationResolver {
    Map<String, List<JsonPath>> copy = new LinkedHashMap<>();
    paths.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    paths = Collections.unmodifiableMap(copy);
  }

  /**
   * The keys to route an event by, each in its normal form and once; empty when there is none. A
   * key that is given but cannot be used resolves to nothing: better unrouted than to a wrong run.
   *
   * @param explicitKey of the envelope; null or blank when not given
   */
  public List<String> keysOf(
      String eventName, @Nullable Object explicitKey, Map<String, @Nullable Object> payload) {
    CorrelationKey explicit = CorrelationKey.of(explicitKey);
    for (String member : EXPLICIT_MEMBERS) {
      if (explicit instanceof CorrelationKey.Blank) {
        explicit = CorrelationKey.of(payload.get(member));
      }
    }
    return switch (explicit) {
      case CorrelationKey.Usable key -> List.of(key.text());
      case CorrelationKey.Unusable unusable -> List.of();
      case CorrelationKey.Blank blank -> derived(eventName, payload);
    };
  }

  private List<String> derived(String eventName, Map<String, @Nullable Object> payload) {
    List<String> own = keysAt(eventName, payload);
    return own.isEmpty() ? keysAt(ANY_NAME, payload) : own;
  }

  private List<String> keysAt(String name, Map<String, @Nullable Object> payload) {
    Set<String> keys = new LinkedHashSet<>();
    List<JsonPath> configured = paths.get(name);
    if (configured == null) return List.of();
    for (JsonPath path : configured) {
      if (CorrelationKey.of(path.read(payload).value()) instanceof CorrelationKey.Usable(var key)) {
        keys.add(key);
      }
    }
    return new ArrayList<>(keys);
  }
}
