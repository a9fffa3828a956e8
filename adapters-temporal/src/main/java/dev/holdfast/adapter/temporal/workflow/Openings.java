package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.OpeningBytes;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.application.port.out.RunProjections.Opened;
import dev.holdfast.application.port.out.RunProjections.Opening;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Event waits whose look-back is not folded yet. Until it is, events for them wait: a wait that is
 * not armed takes nothing. For workflow code.
 */
final class Openings {
  private final Inbox inbox;
  private final Trouble trouble;
  private final Map<UUID, OpenWait> opening = new TreeMap<>();
  private int underWay;

  Openings(Inbox inbox, Trouble trouble) {
    this.inbox = inbox;
    this.trouble = trouble;
  }

  boolean isEmpty() {
    return underWay == 0;
  }

  boolean holds(Input input) {
    if (!(input instanceof Input.EventOffered offered)) return false;
    for (OpenWait wait : opening.values()) {
      if (offered.event().name().equals(wait.eventName())
          && wait.correlationKey() != null
          && wait.correlationKey().equals(offered.event().correlationKey())) {
        return true;
      }
    }
    return false;
  }

  /** Opens the waits that are asked for. */
  @SuppressWarnings("FutureReturnValueIgnored")
  void begin(RunState state, List<Effect.OpenEventWait> effects, Telling telling) {
    List<Opened> waits = new ArrayList<>();
    List<OpenWait> open = state.waits();
    for (Effect.OpenEventWait effect : effects) {
      for (OpenWait wait : open) {
        if (wait.waitId().equals(effect.waitId())) waits.add(new Opened(wait, effect.since()));
      }
    }
    // A wait may have been closed by what was folded after it.
    if (waits.isEmpty()) return;
    for (Opened one : waits) opening.put(one.open().waitId(), one.open());
    underWay++;
    byte[] bytes =
        OpeningBytes.of(
            new Opening(
                state.start().runId(),
                state.start().tenantId(),
                waits,
                telling.used(),
                telling.fence(),
                telling.toldForGood()));
    found(bytes)
        .handle((found, failure) -> {
          underWay--;
          trouble.met(failure);
          if (failure != null) return null;
          for (Input.LookedBack one : OpeningBytes.found(found)) inbox.add(one);
          return null;
        });
  }

  /** The database may be away: then a worker waits for it, and signals are not held up. */
  private static Promise<byte[]> found(byte[] opening) {
    return Stubs.local()
        .executeAsync(RunActivities.OPEN, byte[].class, (Object) opening)
        .handle((found, failure) -> failure == null ? found : new byte[0])
        .thenCompose(found ->
            found.length > 0
                ? Workflow.newPromise(found)
                : Stubs.untilDone()
                    .executeAsync(RunActivities.OPEN, byte[].class, (Object) opening));
  }

  /** Its look-back has been folded. */
  void folded(UUID waitId) {
    opening.remove(waitId);
  }
}
