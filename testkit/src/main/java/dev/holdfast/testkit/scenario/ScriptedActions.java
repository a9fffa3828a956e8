package dev.holdfast.testkit.scenario;

import dev.holdfast.application.port.out.Action.Descriptor;
import dev.holdfast.application.port.out.Action.KeyOwner;
import dev.holdfast.domain.definition.Catalog.ActionFacts;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions that scenarios may call. What they do, the script says. */
public final class ScriptedActions {
  /** Takes anything, answers what the script says, 60 s, no retry hint. */
  public static final Descriptor CALL = descriptor("test.call", Duration.ofSeconds(60), null);

  /** As {@link #CALL}, with a hint: three attempts, one second apart, then two, without jitter. */
  public static final Descriptor HINTED =
      descriptor(
          "test.hinted",
          Duration.ofSeconds(60),
          new RetryPolicy(3, 1000, BigDecimal.TWO, false, null, null));

  /** As {@link #CALL}, with five seconds per attempt. */
  public static final Descriptor BRIEF = descriptor("test.brief", Duration.ofSeconds(5), null);

  private ScriptedActions() {}

  /** Sorted by id. */
  public static List<Descriptor> all() {
    return List.of(BRIEF, CALL, HINTED);
  }

  /** What the compiler knows of an action; null when there is none. */
  public static @Nullable ActionFacts facts(String actionId, int version) {
    for (Descriptor action : all()) {
      if (!action.actionId().equals(actionId) || action.version() != version) continue;
      return new ActionFacts(
          actionId,
          version,
          List.of(),
          null,
          List.of(),
          action.retryHint(),
          action.timeout().toMillis());
    }
    return null;
  }

  private static Descriptor descriptor(
      String actionId, Duration timeout, @Nullable RetryPolicy hint) {
    Map<String, @Nullable Object> anyObject = Json.object(Map.of("type", "object"));
    return new Descriptor(
        actionId,
        1,
        actionId,
        "test",
        "Does what the script says.",
        anyObject,
        null,
        true,
        hint,
        KeyOwner.ENGINE,
        timeout,
        List.of());
  }
}
