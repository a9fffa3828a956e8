package dev.holdfast.application.service;

import dev.holdfast.application.port.in.CompleteCallback;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CallbackResult;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Verdict;
import java.util.UUID;

/** Delivers promised answers. Thread-safe. */
public final class Callbacks implements CompleteCallback {
  private final RunEngine engine;

  public Callbacks(RunEngine engine) {
    this.engine = engine;
  }

  @Override
  public Outcome<Applied> complete(String token, CallAnswer answer) {
    return switch (engine.callback(token, answer)) {
      case CallbackResult.UnknownToken _ ->
          Outcome.refused(
              new Refusal(
                  Kind.NOT_FOUND, "CALLBACK_NOT_FOUND", "expected a callback with this token"));
      case CallbackResult.Delivered(UUID runId, Verdict.Applied _) ->
          Outcome.ok(new Applied(runId, true, null));
      case CallbackResult.Delivered(UUID runId, Verdict.Refused(Verdict.Reason reason, _)) ->
          Outcome.ok(new Applied(runId, false, reason.name()));
    };
  }
}
