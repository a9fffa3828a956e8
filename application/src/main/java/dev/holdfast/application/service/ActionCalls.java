package dev.holdfast.application.service;

import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.ActionLedger.Claim;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonSchemas.Violation;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.NotJson;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.CallAnswer.LogLine;
import dev.holdfast.domain.run.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Carries out calls: key, ledger, input schema, the action, output schema. Thread-safe. */
public final class ActionCalls implements InvokeAction {
  private static final long LEDGER_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Actions actions;
  private final ActionLedger ledger;
  private final ActionSchemas schemas;

  public ActionCalls(Actions actions, ActionLedger ledger, JsonSchemas schemas) {
    this.actions = actions;
    this.ledger = ledger;
    this.schemas = new ActionSchemas(schemas);
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    Action action = actions.find(call.actionId(), call.version());
    if (action == null) {
      // Published against a registry that had it; a later start of the host may lack it.
      return failed(
          ErrorCategory.INTERNAL,
          "ACTION_UNKNOWN",
          "expected action " + call.actionId() + " version " + call.version() + ", but it is gone",
          true,
          Map.of());
    }
    List<Violation> wrong = schemas.input(action).validate(call.input());
    if (!wrong.isEmpty()) return invalid("INPUT_INVALID", "input", call, wrong);
    String ownKey = call.authorKey() ? null : ownKey(action, call);
    if (!call.authorKey() && ownKey == null) {
      return answer(action, site, call, call.idempotencyKey());
    }
    return underLedger(action, site, call, ownKey == null ? call.idempotencyKey() : ownKey);
  }

  private static @Nullable String ownKey(Action action, Effect.InvokeAction call) {
    return switch (action.descriptor().idempotency()) {
      case ENGINE -> null;
      case ACTION -> action.ownKey(call.input());
    };
  }

  private CallAnswer underLedger(
      Action action, CallSite site, Effect.InvokeAction call, String keyText) {
    ActionLedger.Key key =
        new ActionLedger.Key(site.tenantId(), call.actionId(), call.version(), keyText);
    String inputHash = Sha256.hex(Json.canonicalText(call.input()));
    while (!Thread.currentThread().isInterrupted()) {
      switch (ledger.claim(key, inputHash, call.callId())) {
        case Claim.Done done -> {
          return new CallAnswer.Done(done.output(), List.of());
        }
        case Claim.OtherInput _ -> {
          return failed(
              ErrorCategory.ACTION,
              "IDEMPOTENCY_KEY_REUSED",
              "expected the input this idempotency key was first used with, but it differs",
              false,
              Map.of());
        }
        // The attempt's own deadline ends this wait: the driver interrupts the call.
        case Claim.InProgress _ -> LockSupport.parkNanos(LEDGER_POLL_NANOS);
        case Claim.Mine _ -> {
          return settle(key, call, answer(action, site, call, keyText));
        }
      }
    }
    return failed(ErrorCategory.TIMEOUT, "STEP_TIMEOUT", "the call was cancelled", true, Map.of());
  }

  private CallAnswer settle(ActionLedger.Key key, Effect.InvokeAction call, CallAnswer answer) {
    switch (answer) {
      case CallAnswer.Done done -> ledger.succeeded(key, call.callId(), done.output());
      case CallAnswer.Failed _ -> ledger.released(key, call.callId());
      // The key stays claimed: the callback's answer belongs to this call alone.
      case CallAnswer.Pending _ -> {}
    }
    return answer;
  }

  private CallAnswer answer(Action action, CallSite site, Effect.InvokeAction call, String key) {
    CallLog log = new CallLog();
    Action.Answer answer;
    try {
      answer =
          action.call(
              new Action.Call(
                  site.tenantId(),
                  site.runId(),
                  call.executionPath(),
                  call.attempt(),
                  key,
                  call.input(),
                  call.deadline(),
                  site.principal(),
                  site.traceId(),
                  site.token(),
                  log));
    } catch (RuntimeException e) {
      // The message may hold anything, secrets included: the class is all that may be shown.
      return new CallAnswer.Failed(
          error(
              ErrorCategory.INTERNAL,
              "ACTION_THREW",
              "the action threw " + e.getClass().getName(),
              true,
              Map.of()),
          null,
          log.lines());
    }
    return switch (answer) {
      case Action.Answer.Done done -> checked(action, call, done.output(), log.lines());
      case Action.Answer.Failed failed ->
          new CallAnswer.Failed(
              failed.error(),
              failed.minimumDelay() == null ? null : failed.minimumDelay().toMillis(),
              log.lines());
      case Action.Answer.Pending _ -> new CallAnswer.Pending(log.lines());
    };
  }

  private CallAnswer checked(
      Action action, Effect.InvokeAction call, @Nullable Object given, List<LogLine> lines) {
    Object output;
    try {
      output = Json.of(given);
    } catch (NotJson e) {
      return new CallAnswer.Failed(
          error(
              ErrorCategory.VALIDATION,
              "OUTPUT_INVALID",
              "expected the output of " + call.actionId() + " to be JSON, but " + e.getMessage(),
              false,
              Map.of()),
          null,
          lines);
    }
    JsonSchemas.Schema schema = schemas.output(action);
    List<Violation> wrong = schema == null ? List.of() : schema.validate(output);
    return wrong.isEmpty()
        ? new CallAnswer.Done(output, lines)
        : invalid("OUTPUT_INVALID", "output", call, wrong);
  }

  private static CallAnswer invalid(
      String code, String what, Effect.InvokeAction call, List<Violation> wrong) {
    List<@Nullable Object> places = new ArrayList<>();
    for (Violation violation : wrong) {
      Map<String, @Nullable Object> place = new LinkedHashMap<>();
      place.put("pointer", violation.pointer());
      place.put("message", violation.message());
      places.add(place);
    }
    return failed(
        ErrorCategory.VALIDATION,
        code,
        "expected the "
            + what
            + " of "
            + call.actionId()
            + " to match its schema, but "
            + wrong.getFirst().pointer()
            + " "
            + wrong.getFirst().message(),
        false,
        Map.of("errors", places));
  }

  private static CallAnswer failed(
      ErrorCategory category,
      String code,
      String message,
      boolean retryable,
      Map<String, @Nullable Object> details) {
    return new CallAnswer.Failed(
        error(category, code, message, retryable, details), null, List.of());
  }

  private static RunError error(
      ErrorCategory category,
      String code,
      String message,
      boolean retryable,
      Map<String, @Nullable Object> details) {
    return new RunError(category, code, message, null, null, null, retryable, details);
  }
}
