package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.CorrelationKey;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls of actions: handing them out, and what their answers do. */
final class Calls {
  private Calls() {}

  /**
   * @param key of an earlier visit, which stays; null on the first
   */
  static void visit(Fold fold, Fiber fiber, Step.CallAction step, @Nullable String key) {
    Effort.Call effort;
    try {
      effort = resolve(fold, fiber, step, key);
    } catch (Raised raised) {
      Visits.started(fold, fiber);
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    handOut(fold, fiber, step, effort);
  }

  /** Input and key are resolved once per visit; retries use them again. */
  private static Effort.Call resolve(
      Fold fold, Fiber fiber, Step.CallAction step, @Nullable String key) {
    Scope scope = Scope.seenBy(fold, fiber);
    Held input = input(fold, scope, step.input());
    Value own = step.idempotencyKey();
    if (own == null) return new Effort.Call(1, runsKey(fold, fiber, step), false, input);
    return new Effort.Call(1, key == null ? authorsKey(fold, scope, own) : key, true, input);
  }

  private static Held input(Fold fold, Scope scope, @Nullable Value value) {
    if (value == null) return Held.of(Json.EMPTY_OBJECT);
    Object input = Values.input(fold, scope, value, "inputMapping");
    if (!(input instanceof Map<?, ?>)) {
      throw new Raised(
          ErrorCode.INPUT_INVALID, "inputMapping: expected an object, but " + Json.kind(input));
    }
    return Sizes.held(fold, input, "inputMapping");
  }

  private static String authorsKey(Fold fold, Scope scope, Value value) {
    Object key = Values.stored(fold, scope, value, "idempotencyKey");
    return switch (CorrelationKey.of(key)) {
      case CorrelationKey.Usable usable -> usable.text();
      case CorrelationKey.Blank blank ->
          throw new Raised(ErrorCode.INPUT_INVALID, "idempotencyKey: expected a text, but none");
      case CorrelationKey.Unusable unusable ->
          throw new Raised(ErrorCode.INPUT_INVALID, "idempotencyKey: " + unusable.message());
    };
  }

  private static String runsKey(Fold fold, Fiber fiber, Step.CallAction step) {
    return NameHash.hex(
        fold.start.runId()
            + "\n"
            + fiber.list().stepPath()
            + "\n"
            + step.actionId()
            + "\n"
            + step.version());
  }

  /** Begins an attempt: there is a slot for it. */
  static void handOut(Fold fold, Fiber fiber, Step.CallAction step, Effort.Call effort) {
    Visits.started(
        fold,
        fiber,
        Facts.with("input", effort.input().value())
            .and("actionId", step.actionId())
            .and("actionVersion", (long) step.version())
            .and("idempotencyKey", effort.key()));
    Frame.Steps at = fiber.list();
    Instant deadline = Times.after(fold.now, step.timeoutMs());
    UUID callId = Leaves.id(fold, at, "call");
    Frame.Calling calling = new Frame.Calling(effort, callId, deadline, fold.nextOrder(), 0);
    fold.put(fiber.push(calling).with(Fiber.Pace.BLOCKED));
    invoke(fold, at, step, calling);
  }

  private static void invoke(
      Fold fold, Frame.Steps at, Step.CallAction step, Frame.Calling calling) {
    Map<String, @Nullable Object> input = Json.asObject(calling.effort().input().value());
    Value value = step.input();
    fold.effects.add(
        new Effect.InvokeAction(
            calling.callId(),
            at.stepPath(),
            step.head().path(),
            at.attempt(),
            step.actionId(),
            step.version(),
            input == null ? Json.EMPTY_OBJECT : input,
            value == null ? List.of() : secrets(value),
            calling.effort().key(),
            calling.effort().authorKey(),
            calling.deadline()));
  }

  private static List<Effect.SecretSlot> secrets(Value value) {
    List<Effect.SecretSlot> slots = new ArrayList<>();
    addSecrets(value, "", slots);
    return List.copyOf(slots);
  }

  private static void addSecrets(Value value, String pointer, List<Effect.SecretSlot> slots) {
    switch (value) {
      case Value.Literal literal -> {}
      case Value.Expr expr -> {}
      case Value.Secret secret -> slots.add(new Effect.SecretSlot(pointer, secret.name()));
      case Value.Members object ->
          object
              .members()
              .forEach((name, member) -> addSecrets(member, Json.pointer(pointer, name), slots));
      case Value.Elements list -> {
        for (int i = 0; i < list.elements().size(); i++) {
          addSecrets(list.elements().get(i), pointer + "/" + i, slots);
        }
      }
    }
  }

  static Step.CallAction step(Fold fold, Fiber fiber) {
    if (fold.step(fiber) instanceof Step.CallAction step) return step;
    throw new IllegalStateException("expected an action.call at " + fiber.list().stepPath());
  }

  // --- answers

  static Verdict finished(Fold fold, Input.CallFinished input) {
    for (Fiber fiber : fold.fibers.values()) {
      if (fiber.top() instanceof Frame.Calling calling
          && calling.callId().equals(input.callId())
          && fiber.list().attempt() == input.attempt()) {
        answer(fold, fiber, calling.effort(), calling.callId(), input.answer());
        return new Verdict.Applied(null);
      }
    }
    return closed("call", input.callId());
  }

  static Verdict calledBack(Fold fold, Input.CallbackReceived input) {
    for (Fiber fiber : fold.fibers.values()) {
      // A callback can overtake the promise of it.
      if (fiber.top() instanceof Frame.Calling calling && calling.callId().equals(input.callId())) {
        answer(fold, fiber, calling.effort(), calling.callId(), input.answer());
        return new Verdict.Applied(null);
      }
      if (fiber.top() instanceof Frame.Promised promised
          && promised.callId().equals(input.callId())) {
        calledBack(fold, fiber, promised, input.answer(), "callback");
        return new Verdict.Applied(promised.opened().waitId());
      }
    }
    return closed("call", input.callId());
  }

  /** Resolves a promised answer. */
  static void calledBack(
      Fold fold, Fiber fiber, Frame.Promised promised, CallAnswer answer, String by) {
    Leaves.resolved(fold, fiber, promised, Facts.with("by", by));
    answer(fold, fiber, promised.effort(), promised.callId(), answer);
  }

  static Verdict closed(String what, UUID id) {
    return new Verdict.Refused(
        Verdict.Reason.CLOSED, "expected " + what + " " + id + " to be open, but it is not");
  }

  private static void answer(
      Fold fold, Fiber fiber, Effort.Call effort, UUID callId, CallAnswer answer) {
    switch (answer) {
      case CallAnswer.Done done -> done(fold, fiber, done);
      case CallAnswer.Failed failed ->
          Retries.failed(
              fold, fiber, effort, failed.error(), failed.minimumDelayMs(), logs(failed));
      case CallAnswer.Pending pending -> promise(fold, fiber, effort, callId, pending);
    }
  }

  private static void done(Fold fold, Fiber fiber, CallAnswer.Done done) {
    AssignPath target = step(fold, fiber).saveAs();
    try {
      if (target == null) Sizes.value(done.output(), "output");
      else Writes.write(fold, target, done.output(), "saveAs");
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Visits.succeed(fold, fiber, logs(done).and("output", done.output()).json());
  }

  private static void promise(
      Fold fold, Fiber fiber, Effort.Call effort, UUID callId, CallAnswer.Pending pending) {
    Frame.Steps at = fiber.list();
    if (isInFinally(fold, fiber)) {
      String why = "a call inside finally has to answer, but it answered pending";
      RunError error =
          new RunError(
              ErrorCategory.ACTION,
              "FINALLY_MAY_NOT_WAIT",
              why,
              null,
              null,
              null,
              false,
              Json.EMPTY_OBJECT);
      fold.effects.add(new Effect.CancelCall(callId));
      Unwinding.raise(fold, fiber, error);
      return;
    }
    Instant deadline =
        fiber.top() instanceof Frame.Calling calling
            ? calling.deadline()
            : Times.after(fold.now, step(fold, fiber).timeoutMs());
    Opened wait = Leaves.open(fold, at, OpenWait.Type.CALLBACK, deadline, logs(pending));
    fold.put(fiber.replaceTop(new Frame.Promised(effort, callId, wait)).with(Fiber.Pace.BLOCKED));
  }

  private static boolean isInFinally(Fold fold, Fiber fiber) {
    for (Fiber at = fiber; ; at = fold.fiber(at.id().parent())) {
      if (at.outermostFinally() >= 0) return true;
      if (at.id().isRoot()) return false;
    }
  }

  /** Log lines travel in the entry that takes the answer. */
  private static Facts logs(CallAnswer answer) {
    Facts facts = Facts.none();
    if (answer.logs().isEmpty()) return facts;
    List<@Nullable Object> lines = new ArrayList<>();
    for (CallAnswer.LogLine line : answer.logs()) {
      lines.add(
          Facts.with("level", line.level())
              .and("message", line.message())
              .and("fields", line.fields())
              .json());
    }
    return facts.and("logs", Json.list(lines));
  }

  // --- timeouts and losses

  static void timeOut(Fold fold, Fiber fiber, Frame.Calling calling) {
    fold.effects.add(new Effect.CancelCall(calling.callId()));
    Retries.failed(fold, fiber, calling.effort(), tooLong(fold, fiber), null, Facts.none());
  }

  static void timeOut(Fold fold, Fiber fiber, Frame.Promised promised, String by) {
    Leaves.timedOut(fold, fiber, promised, Facts.with("by", by));
    fold.effects.add(new Effect.CancelCall(promised.callId()));
    Retries.failed(fold, fiber, promised.effort(), tooLong(fold, fiber), null, Facts.none());
  }

  private static RunError tooLong(Fold fold, Fiber fiber) {
    long limit = step(fold, fiber).timeoutMs();
    return RunError.of(
        ErrorCode.STEP_TIMEOUT,
        "expected an answer within " + limit + " ms, but none came",
        Facts.with("timeoutMs", limit).json());
  }

  static Verdict lost(Fold fold, Input.CallLost input) {
    for (Fiber fiber : List.copyOf(fold.fibers.values())) {
      if (fiber.top() instanceof Frame.Calling calling && calling.callId().equals(input.callId())) {
        lost(fold, fiber, calling);
        return new Verdict.Applied(null);
      }
    }
    return closed("call", input.callId());
  }

  /** The worker that had the call is gone: the same attempt again, unless it was once too often. */
  static void lost(Fold fold, Fiber fiber, Frame.Calling calling) {
    int losses = calling.losses() + 1;
    if (losses >= RunLimits.LOSSES) {
      fold.effects.add(new Effect.CancelCall(calling.callId()));
      RunError error =
          RunError.of(
              ErrorCode.WORKER_LOST, "expected an answer, but " + losses + " workers were lost");
      Retries.failed(fold, fiber, calling.effort(), error, null, Facts.none());
      return;
    }
    Step.CallAction step = step(fold, fiber);
    Instant deadline = Times.after(fold.now, step.timeoutMs());
    Frame.Calling again =
        new Frame.Calling(calling.effort(), calling.callId(), deadline, calling.order(), losses);
    fold.put(fiber.replaceTop(again));
    invoke(fold, fiber.list(), step, again);
  }
}
