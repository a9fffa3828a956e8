package dev.holdfast.bootstrap.system;

import dev.holdfast.application.port.out.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Greets somebody: an action of a host application. */
public final class GreetAction implements Action {
  private static final Map<String, @Nullable Object> INPUT =
      Map.of(
          "type",
          "object",
          "required",
          List.of("name"),
          "properties",
          Map.of("name", Map.of("type", "string")),
          "additionalProperties",
          false);

  @Override
  public Descriptor descriptor() {
    return new Descriptor(
        "demo.greet",
        1,
        "Greet",
        "Demo",
        "Greets somebody by name.",
        INPUT,
        null,
        false,
        null,
        KeyOwner.ENGINE,
        Duration.ofSeconds(5),
        List.of(Map.of("name", "Ada")));
  }

  @Override
  public @Nullable String ownKey(Map<String, @Nullable Object> input) {
    return null;
  }

  @Override
  public Answer call(Call call) {
    return new Answer.Done(Map.of("greeting", "Hello " + call.input().get("name")));
  }
}
