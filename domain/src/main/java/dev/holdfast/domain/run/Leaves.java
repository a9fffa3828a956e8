package dev.holdfast.domain.run;

import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What calls and waits have in common: ids, opening, closing. */
final class Leaves {
  private Leaves() {}

  /** The name-based id of a call, wait or child of a fiber's current attempt. */
  static UUID id(Fold fold, Frame.Steps at, String kind) {
    return NameHash.uuid(
        fold.start.runId() + "\n" + at.stepPath() + "\n" + at.attempt() + "\n" + kind);
  }

  /**
   * Opens a wait for the current attempt and writes that it is open.
   *
   * @param more what else the journal says of it
   */
  static Opened open(
      Fold fold, Frame.Steps at, OpenWait.Type type, @Nullable Instant dueAt, Facts more) {
    Opened wait = new Opened(id(fold, at, type.text()), fold.now, dueAt, fold.nextOrder());
    fold.write(
        JournalEntry.Kind.WAIT_OPENED,
        at,
        more.and("waitId", wait.waitId().toString())
            .and("type", type.text())
            .andIfGiven("dueAt", dueAt == null ? null : Json.instant(dueAt))
            .json());
    return wait;
  }

  /** Writes that the wait on top was resolved. */
  static void resolved(Fold fold, Fiber fiber, Frame.Waiting wait, Facts how) {
    write(fold, fiber, wait, JournalEntry.Kind.WAIT_RESOLVED, how);
  }

  /** Writes that the wait on top ran out of time. */
  static void timedOut(Fold fold, Fiber fiber, Frame.Waiting wait, Facts how) {
    write(fold, fiber, wait, JournalEntry.Kind.WAIT_TIMED_OUT, how);
  }

  private static void write(
      Fold fold, Fiber fiber, Frame.Waiting wait, JournalEntry.Kind kind, Facts how) {
    fold.write(
        kind,
        fiber.list(),
        how.and("waitId", wait.opened().waitId().toString())
            .and("type", wait.type().text())
            .json());
  }

  /**
   * Closes the call or wait on top of a fiber: nobody waits for it any more. What this very fold
   * asked for is never begun.
   */
  static void close(Fold fold, Fiber fiber) {
    switch (fiber.top()) {
      case Frame.Calling calling ->
          takeBack(
              fold,
              calling.order(),
              asked ->
                  asked instanceof Effect.InvokeAction call
                      && call.callId().equals(calling.callId()),
              new Effect.CancelCall(calling.callId()));
      case Frame.Promised promised -> {
        fold.effects.add(new Effect.CancelCall(promised.callId()));
        canceled(fold, fiber, promised);
      }
      case Frame.Listening listening -> {
        UUID waitId = listening.opened().waitId();
        takeBack(
            fold,
            listening.opened().order(),
            asked -> asked instanceof Effect.OpenEventWait wait && wait.waitId().equals(waitId),
            new Effect.CloseEventWait(waitId));
        canceled(fold, fiber, listening);
      }
      case Frame.Parenting parenting -> {
        UUID childRunId = parenting.childRunId();
        takeBack(
            fold,
            parenting.opened().order(),
            asked ->
                asked instanceof Effect.StartChild child && child.childRunId().equals(childRunId),
            new Effect.CancelChild(childRunId, "the parent left it"));
        canceled(fold, fiber, parenting);
      }
      case Frame.Sleeping sleeping -> canceled(fold, fiber, sleeping);
      case Frame.Resting resting -> canceled(fold, fiber, resting);
      case Frame.Again again -> {}
      case Frame.Revisit revisit -> {}
      case Frame.Steps steps -> {}
      case Frame.Chosen chosen -> {}
      case Frame.Iterating iterating -> {}
      case Frame.Looping looping -> {}
      case Frame.Joining joining -> {}
      case Frame.Trying trying -> {}
    }
  }

  private static void takeBack(Fold fold, long order, Predicate<Effect> asked, Effect cancel) {
    if (fold.isNew(order)) fold.effects.removeIf(asked);
    else fold.effects.add(cancel);
  }

  private static void canceled(Fold fold, Fiber fiber, Frame.Waiting wait) {
    write(fold, fiber, wait, JournalEntry.Kind.WAIT_CANCELED, Facts.none());
  }
}
