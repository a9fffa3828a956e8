package dev.holdfast.testkit.memory;

import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers calls made under an author's key: one row per action, version and key. */
final class MemoryLedger {
  private final Map<Key, Row> rows = new LinkedHashMap<>();

  private record Key(String actionId, int version, String key) {}

  /**
   * @param owner the call that holds the claim; null when nobody does
   * @param answer what the call said for ever after; null while nobody has succeeded
   * @param queue calls that wait for the owner to end
   */
  private record Row(
      String input,
      @Nullable UUID owner,
      CallAnswer.@Nullable Done answer,
      List<Effect.InvokeAction> queue) {}

  /** What a call may do. */
  sealed interface Claim {
    /** It calls the action. */
    record Mine() implements Claim {}

    /** It is answered without calling the action. */
    record Answered(CallAnswer answer) implements Claim {}

    /** It is asked again when the owner has ended. */
    record Queued() implements Claim {}
  }

  Claim claim(Effect.InvokeAction call) {
    if (!call.authorKey()) return new Claim.Mine();
    Key key = keyOf(call);
    String input = Json.canonicalText(call.input());
    Row row = rows.get(key);
    if (row == null || (row.owner() == null && row.answer() == null)) {
      rows.put(key, new Row(input, call.callId(), null, new ArrayList<>()));
      return new Claim.Mine();
    }
    if (!row.input().equals(input)) return new Claim.Answered(otherInput());
    if (row.answer() != null) return new Claim.Answered(row.answer());
    if (call.callId().equals(row.owner())) return new Claim.Mine();
    row.queue().add(call);
    return new Claim.Queued();
  }

  /** Takes note of what an action said. Answers the calls that may be claimed again. */
  List<Effect.InvokeAction> settle(Effect.InvokeAction call, CallAnswer answer) {
    Row row = rows.get(keyOf(call));
    if (!call.authorKey() || row == null || !call.callId().equals(row.owner())) return List.of();
    Row next =
        switch (answer) {
          case CallAnswer.Done done ->
              new Row(
                  row.input(),
                  null,
                  new CallAnswer.Done(done.output(), List.of()),
                  new ArrayList<>());
          case CallAnswer.Failed _ -> new Row(row.input(), null, null, new ArrayList<>());
          case CallAnswer.Pending _ -> row;
        };
    rows.put(keyOf(call), next);
    return next == row ? List.of() : row.queue();
  }

  private static Key keyOf(Effect.InvokeAction call) {
    return new Key(call.actionId(), call.version(), call.idempotencyKey());
  }

  private static CallAnswer otherInput() {
    String message = "expected the input this idempotency key was first used with, but it differs";
    RunError error = RunError.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, message);
    return new CallAnswer.Failed(error, null, List.of());
  }
}
