package dev.holdfast.adapter.actions.log;

import dev.holdfast.application.port.out.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code log.write} version 1: a line in the run's log. Its output is null. */
public final class LogWriteAction implements Action {
  private static final Descriptor DESCRIPTOR =
      new Descriptor(
          "log.write",
          1,
          "Write to the log",
          "Basics",
          "Writes a line into the run's log.",
          inputSchema(),
          null,
          false,
          null,
          KeyOwner.ENGINE,
          Duration.ofSeconds(60),
          List.of(Map.of("level", "info", "message", "Ticket received")));

  @Override
  public Descriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public @Nullable String ownKey(Map<String, @Nullable Object> input) {
    return null;
  }

  @Override
  public Answer call(Call call) {
    Object level = call.input().get("level");
    call.log()
        .write(
            level instanceof String text ? text : "info",
            String.valueOf(call.input().get("message")),
            fields(call.input().get("fields")));
    return new Answer.Done(null);
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object given) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> members) {
      members.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }
    return fields;
  }

  private static Map<String, @Nullable Object> inputSchema() {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("level", Map.of("enum", List.of("debug", "info", "warn", "error")));
    properties.put("message", Map.of("type", "string", "maxLength", 16_384L));
    properties.put("fields", Map.of("type", "object"));
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.of("message"));
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }
}
