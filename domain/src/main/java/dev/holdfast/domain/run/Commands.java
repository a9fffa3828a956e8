package dev.holdfast.domain.run;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators order: cancel, resume, retry. */
final class Commands {
  private Commands() {}

  static Verdict cancel(Fold fold, Input.CancelRequested input) {
    boolean first = fold.cancelRequestedAt.get() == null;
    if (first || input.force()) {
      fold.writeOfRun(
          JournalEntry.Kind.CANCEL_REQUESTED,
          Facts.with("reason", input.reason()).and("force", input.force()).json());
    }
    if (first) {
      fold.cancelRequestedAt.set(fold.now);
      // From now on the grace ends the run, and nothing else does.
      fold.deadline.set(null);
    }
    if (input.force()) Ending.force(fold);
    else if (first) Unwinding.leave(fold, FiberId.ROOT, new Exit.Canceled());
    return new Verdict.Applied(null);
  }

  static Verdict apply(Fold fold, Input.OperatorCommand input) {
    return switch (input.command()) {
      case Input.Command.Resume resume -> resume(fold, input, resume);
      case Input.Command.Retry retry -> retry(fold, input, "retry", retry.repairs());
      case Input.Command.RequeueEventWait requeue -> requeue(fold, input);
    };
  }

  private static Verdict refused(Verdict.Reason reason, String message) {
    return new Verdict.Refused(reason, message);
  }

  // --- resume

  private static Verdict resume(
      Fold fold, Input.OperatorCommand input, Input.Command.Resume resume) {
    if (fold.isEnded()) {
      return refused(Verdict.Reason.RUN_NOT_ACTIVE, "expected a run that has not ended");
    }
    List<Fiber> waiting = new ArrayList<>();
    for (Fiber fiber : fold.fibers.values()) {
      if (isResumable(fiber) && isMeant(fiber, resume.waitId())) waiting.add(fiber);
    }
    if (waiting.isEmpty()) {
      return refused(Verdict.Reason.WAIT_NOT_FOUND, "expected an open wait, but none");
    }
    if (waiting.size() > 1) {
      return refused(
          Verdict.Reason.WAIT_AMBIGUOUS,
          "expected one open wait, but " + waiting.size() + "; say which");
    }
    return resume(fold, input, resume, waiting.getFirst());
  }

  private static boolean isResumable(Fiber fiber) {
    return fiber.top() instanceof Frame.Waiting && !(fiber.top() instanceof Frame.Parenting);
  }

  private static boolean isMeant(Fiber fiber, @Nullable UUID waitId) {
    return waitId == null
        || (fiber.top() instanceof Frame.Waiting wait && wait.opened().waitId().equals(waitId));
  }

  private static Verdict resume(
      Fold fold, Input.OperatorCommand input, Input.Command.Resume resume, Fiber fiber) {
    if (!(fiber.top() instanceof Frame.Waiting wait)) {
      throw new IllegalStateException("expected a wait on top of " + fiber.id());
    }
    Map<String, @Nullable Object> payload = payload(resume.output());
    if (wait instanceof Frame.Listening && !resume.timeout() && payload == null) {
      return refused(
          Verdict.Reason.VALUE_REFUSED,
          "expected an object as the event's payload, but " + Json.kind(resume.output()));
    }
    UUID waitId = wait.opened().waitId();
    applied(
        fold,
        input,
        Facts.with("command", "resume")
            .and("waitId", waitId.toString())
            .and("timeout", resume.timeout()));
    switch (wait) {
      case Frame.Listening listening -> {
        if (resume.timeout() || payload == null) {
          EventWaits.timeOut(fold, fiber, listening, "operator");
        } else {
          EventWaits.resume(fold, fiber, listening, event(fold, input, listening, payload));
        }
      }
      case Frame.Promised promised -> {
        if (resume.timeout()) Calls.timeOut(fold, fiber, promised, "operator");
        else {
          CallAnswer answer = new CallAnswer.Done(resume.output(), List.of());
          fold.effects.add(new Effect.CancelCall(promised.callId()));
          Calls.calledBack(fold, fiber, promised, answer, "operator");
        }
      }
      case Frame.Sleeping sleeping -> TimeWaits.wake(fold, fiber, sleeping, "operator");
      case Frame.Resting resting -> Retries.wake(fold, fiber, resting, "operator");
      case Frame.Parenting parenting ->
          throw new IllegalStateException("expected a wait that can be resumed");
    }
    return new Verdict.Applied(waitId);
  }

  private static @Nullable Map<String, @Nullable Object> payload(@Nullable Object output) {
    return output == null ? Json.EMPTY_OBJECT : Json.asObject(output);
  }

  private static Event event(
      Fold fold,
      Input.OperatorCommand input,
      Frame.Listening wait,
      Map<String, @Nullable Object> payload) {
    return new Event(
        input.id(), wait.name(), wait.key(), payload, null, "operator", null, fold.now);
  }

  private static void applied(Fold fold, Input.OperatorCommand input, Facts facts) {
    fold.writeOfRun(JournalEntry.Kind.OPERATOR_APPLIED, facts.and("reason", input.reason()).json());
  }

  // --- retry

  private static Verdict requeue(Fold fold, Input.OperatorCommand input) {
    Frozen frozen = fold.frozen.get();
    if (fold.ending.get() == RunStatus.FAILED && (frozen == null || !frozen.byEventWait())) {
      return refused(
          Verdict.Reason.NO_EVENT_WAIT, "expected the run to have failed by an event wait");
    }
    return retry(fold, input, "requeue-event-wait", List.of());
  }

  private static Verdict retry(
      Fold fold, Input.OperatorCommand input, String command, List<Input.Command.Repair> repairs) {
    Frozen frozen = fold.frozen.get();
    if (fold.ending.get() != RunStatus.FAILED || frozen == null) {
      return refused(Verdict.Reason.RUN_NOT_FAILED, "expected a failed run, but it is not");
    }
    if (fold.start.attached() && fold.start.parentRunId() != null) {
      return refused(
          Verdict.Reason.RUN_IS_CHILD, "expected a run of its own, but its parent waited for it");
    }
    Roots.Snapshot before = fold.roots.snapshot();
    try {
      for (Input.Command.Repair repair : repairs) {
        Writes.write(fold, repair.path(), repair.value(), repair.path().text());
      }
    } catch (Raised raised) {
      fold.roots.restore(before);
      return refused(Verdict.Reason.VALUE_REFUSED, raised.error().message());
    }
    applied(fold, input, Facts.with("command", command).and("repairs", json(repairs)));
    Revival.revive(fold, frozen);
    return new Verdict.Applied(null);
  }

  private static List<@Nullable Object> json(List<Input.Command.Repair> repairs) {
    List<@Nullable Object> list = new ArrayList<>(repairs.size());
    for (Input.Command.Repair repair : repairs) {
      list.add(Facts.with("path", repair.path().text()).and("value", repair.value()).json());
    }
    return Json.list(list);
  }
}
