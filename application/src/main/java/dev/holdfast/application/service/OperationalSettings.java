package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.out.Definitions.Settings;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that stand on a definition and not in its document. */
final class OperationalSettings {
  static final String PAUSED = "isPaused";
  static final String VISIBLE = "isVisible";
  static final String SYSTEM = "isSystem";
  private static final String SCHEMA_MODE = "payloadSchemaMode";

  static final Settings DEFAULT = new Settings(false, settings(false, true, false));

  private static final List<String> FLAGS = List.of(PAUSED, VISIBLE, SYSTEM);

  /** Known words without an effect yet. Switched off they ask for nothing, so that is let in. */
  private static final List<String> NOT_SUPPORTED =
      List.of(
          "concurrencyLimit",
          "onLimit",
          "autoPauseOnFailure",
          "failureRateThreshold",
          "failureRateMinRuns",
          "retentionPolicyOverride",
          "snapshots");

  private OperationalSettings() {}

  /**
   * The settings after a change.
   *
   * @param pointer to the object with the change in the caller's body
   */
  static Outcome<Settings> changed(
      Settings before, Map<String, @Nullable Object> change, String pointer) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>(before.metadata());
    List<Place> malformed = new ArrayList<>();
    List<Place> unsupported = new ArrayList<>();
    change.forEach((name, value) -> {
      String place = Json.pointer(pointer, name);
      if (FLAGS.contains(name)) {
        if (value instanceof Boolean) after.put(name, value);
        else malformed.add(new Place(place, "WRONG_TYPE", "expected true or false"));
      } else if (name.equals(SCHEMA_MODE) || NOT_SUPPORTED.contains(name)) {
        if (!asksForNothing(name, value)) unsupported.add(notSupported(place, name));
      } else {
        malformed.add(new Place(place, "UNKNOWN_FIELD", "unknown field " + name));
      }
    });
    if (!malformed.isEmpty()) {
      return refused(Refusal.Kind.MALFORMED, "INVALID_REQUEST", malformed);
    }
    if (!unsupported.isEmpty()) {
      return refused(Refusal.Kind.INVALID, "NOT_SUPPORTED", unsupported);
    }
    return Outcome.ok(new Settings(Boolean.TRUE.equals(after.get(PAUSED)), Json.object(after)));
  }

  static boolean isVisible(Settings settings) {
    return !Boolean.FALSE.equals(settings.metadata().get(VISIBLE));
  }

  static boolean isSystem(Settings settings) {
    return Boolean.TRUE.equals(settings.metadata().get(SYSTEM));
  }

  private static boolean asksForNothing(String name, @Nullable Object value) {
    if (name.equals(SCHEMA_MODE)) return "pinned".equals(value);
    return value == null || value.equals(false);
  }

  private static Place notSupported(String place, String name) {
    return new Place(place, "NOT_SUPPORTED", name + " is not supported yet");
  }

  private static Outcome<Settings> refused(Refusal.Kind kind, String code, List<Place> places) {
    return Outcome.refused(new Refusal(kind, code, places.getFirst().message(), places, Map.of()));
  }

  private static Map<String, @Nullable Object> settings(
      boolean paused, boolean visible, boolean system) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put(PAUSED, paused);
    settings.put(VISIBLE, visible);
    settings.put(SYSTEM, system);
    return Json.object(settings);
  }
}
