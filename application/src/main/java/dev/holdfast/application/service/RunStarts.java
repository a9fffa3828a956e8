package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.service.PublishedWorkflows.Lookup;
import dev.holdfast.application.service.PublishedWorkflows.Published;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.Semantics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one door through which runs start, whoever asks. Thread-safe. */
public final class RunStarts implements StartRun {
  /** Levels of runs calling runs. */
  static final int TREE_DEPTH_MAX = 32;

  /** Runs in a chain in which each was started by an event of the one before. */
  static final int CAUSAL_DEPTH_MAX = 32;

  private final PublishedWorkflows workflows;
  private final RunEngine engine;
  private final RunReads runs;
  private final TimeSource time;
  private final Ids ids;

  public RunStarts(
      PublishedWorkflows workflows, RunEngine engine, RunReads runs, TimeSource time, Ids ids) {
    this.workflows = workflows;
    this.engine = engine;
    this.runs = runs;
    this.time = time;
    this.ids = ids;
  }

  @Override
  public Outcome<Started> start(Caller caller, Request request) {
    if (!caller.may(Permission.WORKFLOW_EXECUTE)) {
      return Outcome.refused(Refusals.forbidden(Permission.WORKFLOW_EXECUTE));
    }
    if (Json.utf8Size(request.payload()) > Limits.START_PAYLOAD_BYTES) {
      return refused(
          Kind.TOO_LARGE,
          "BODY_TOO_LARGE",
          "expected a payload of at most " + Limits.START_PAYLOAD_BYTES + " bytes");
    }
    // Before the definition's state: a repeat gets the first answer, whatever has changed since.
    Outcome<Started> repeat = repeat(caller.tenantId(), request.origin());
    if (repeat != null) return repeat;
    return switch (workflows.find(caller.tenantId(), request.workflow(), request.version())) {
      case Lookup.NoWorkflow _ ->
          refused(
              Kind.NOT_FOUND,
              "WORKFLOW_NOT_FOUND",
              "expected a workflow " + request.workflow() + ", but there is none");
      case Lookup.NothingPublished _ ->
          refused(
              Kind.CONFLICT,
              "WORKFLOW_NOT_PUBLISHED",
              "expected a published version of " + request.workflow() + ", but there is none");
      case Lookup.NoVersion(int version) ->
          refused(
              Kind.NOT_FOUND,
              "WORKFLOW_VERSION_NOT_FOUND",
              "expected version " + version + " of " + request.workflow() + ", but there is none");
      case Lookup.Found(Published published) -> admit(caller, request, published);
    };
  }

  private @Nullable Outcome<Started> repeat(String tenantId, Origin origin) {
    if (!(origin instanceof Origin.Api(String key, String requestHash)) || key == null) return null;
    RunReads.StartedBefore before = runs.startedUnder(tenantId, Provenance.apiKey(key));
    return before == null ? null : existing(before.runId(), before.requestHash(), requestHash);
  }

  private Outcome<Started> admit(Caller caller, Request request, Published published) {
    if (published.paused()) {
      return refused(
          Kind.CONFLICT, "WORKFLOW_PAUSED", "expected " + published.key() + " not to be paused");
    }
    Refusal invalid = Refusals.payload(published.payloadSchema(), request.payload());
    if (invalid != null) return Outcome.refused(invalid);
    Provenance provenance = Provenance.of(request.origin(), published.workflowId(), ids);
    if (provenance.depth() > TREE_DEPTH_MAX) {
      return refused(
          Kind.CONFLICT,
          "RUN_TREE_TOO_DEEP",
          "expected runs to call each other at most " + TREE_DEPTH_MAX + " levels deep");
    }
    if (provenance.causalDepth() > CAUSAL_DEPTH_MAX) {
      return refused(
          Kind.CONFLICT,
          "CAUSAL_DEPTH_EXCEEDED",
          "expected at most "
              + CAUSAL_DEPTH_MAX
              + " runs in a chain started by each other's events");
    }
    return switch (engine.start(newRun(caller, request, published, provenance))) {
      case StartResult.Created(UUID runId) -> Outcome.ok(new Started(runId, false));
      case StartResult.Existing(UUID runId, String hash) ->
          existing(runId, hash, provenance.requestHash());
    };
  }

  private NewRun newRun(
      Caller caller, Request request, Published published, Provenance provenance) {
    Map<String, @Nullable Object> tags = new LinkedHashMap<>(request.tags());
    return new NewRun(
        new RunStart(
            provenance.runId(),
            caller.tenantId(),
            published.workflowId(),
            published.version(),
            request.payload(),
            tags,
            provenance.event(),
            provenance.parentRunId(),
            provenance.attached(),
            Semantics.of(published.program())),
        published.key(),
        published.definitionHash(),
        provenance.startKey(),
        provenance.requestHash(),
        provenance.trigger(),
        provenance.rootRunId(),
        provenance.replayOf(),
        provenance.depth(),
        provenance.causalDepth(),
        caller.principal(),
        caller.traceId(),
        time.now());
  }

  private static Outcome<Started> existing(
      UUID runId, @Nullable String storedHash, @Nullable String requestHash) {
    if (storedHash != null && !storedHash.equals(requestHash)) {
      return refused(
          Kind.CONFLICT,
          "IDEMPOTENCY_KEY_REUSED",
          "expected the request this idempotency key was first used with, but it differs");
    }
    return Outcome.ok(new Started(runId, true));
  }

  private static Outcome<Started> refused(Kind kind, String code, String message) {
    return Outcome.refused(new Refusal(kind, code, message));
  }
}
