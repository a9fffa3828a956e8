package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One action, {@code test.echo} version 1, which needs {@code text}. */
final class TestActions implements Actions {
  private final Action echo = new Echo();

  @Override
  public @Nullable Action find(String actionId, int version) {
    return actionId.equals("test.echo") && version == 1 ? echo : null;
  }

  @Override
  public List<Action> all() {
    return List.of(echo);
  }

  private static final class Echo implements Action {
    @Override
    public Descriptor descriptor() {
      Map<String, @Nullable Object> input =
          Map.of(
              "type",
              "object",
              "required",
              List.of("text"),
              "properties",
              Map.of("text", Map.of("type", "string")),
              "additionalProperties",
              false);
      return new Descriptor(
          "test.echo",
          1,
          "Echo",
          "test",
          "Answers its input.",
          input,
          null,
          false,
          null,
          KeyOwner.ENGINE,
          Duration.ofSeconds(60),
          List.of(Map.of("text", "hello")));
    }

    @Override
    public @Nullable String ownKey(Map<String, @Nullable Object> input) {
      return null;
    }

    @Override
    public Answer call(Call call) {
      return new Answer.Done(call.input());
    }
  }
}
