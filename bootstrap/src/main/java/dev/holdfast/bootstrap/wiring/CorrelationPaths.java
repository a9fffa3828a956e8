package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.SettingInvalid;
import dev.holdfast.domain.event.CorrelationResolver;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The setting that says where in a payload an event's key is. */
final class CorrelationPaths {
  private CorrelationPaths() {}

  /**
   * @param setting JSON: event name or {@code *} to a path or a list of paths
   * @throws SettingInvalid when it is anything else
   */
  static CorrelationResolver read(String setting, JsonText text) {
    Map<String, @Nullable Object> object;
    try {
      object = Json.asObject(text.parse(setting));
    } catch (JsonText.JsonInvalid invalid) {
      throw wrong(invalid.getMessage());
    }
    if (object == null) throw wrong("expected an object");
    Map<String, List<JsonPath>> paths = new LinkedHashMap<>();
    object.forEach((name, value) -> paths.put(name, paths(name, value)));
    return new CorrelationResolver(paths);
  }

  private static List<JsonPath> paths(String name, @Nullable Object value) {
    List<@Nullable Object> texts = Json.asList(value);
    List<JsonPath> paths = new ArrayList<>();
    for (Object text : texts == null ? Json.list(List.of(orEmpty(value))) : texts) {
      if (!(text instanceof String path)) {
        throw wrong("expected a path or a list of paths for " + name);
      }
      switch (JsonPath.parse(path)) {
        case JsonPath.Parsing.Parsed(JsonPath parsed) -> paths.add(parsed);
        case JsonPath.Parsing.Malformed(String message) ->
            throw wrong("\"" + path + "\" of " + name + ": " + message);
      }
    }
    return paths;
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? Json.EMPTY_OBJECT : value;
  }

  private static SettingInvalid wrong(@Nullable String reason) {
    return new SettingInvalid(
        "%s cannot be used: %s".formatted(Setting.EVENTS_CORRELATION_PATHS.names(), reason));
  }
}
