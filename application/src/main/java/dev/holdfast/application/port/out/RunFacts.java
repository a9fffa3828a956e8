package dev.holdfast.application.port.out;

import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to know of a run beside its state; it never changes.
 *
 * @param trigger {@code api}, {@code event}, {@code parent} or {@code replay}
 * @param depth in the tree of children; 0 for a root
 * @param causalDepth length of the chain of events that led here
 */
public record RunFacts(
    String workflowKey,
    String principal,
    String traceId,
    String trigger,
    UUID rootRunId,
    @Nullable UUID replayOf,
    int depth,
    int causalDepth,
    Instant startedAt) {
  public static RunFacts of(NewRun run) {
    return new RunFacts(
        run.workflowKey(),
        run.principal(),
        run.traceId(),
        run.trigger(),
        run.rootRunId(),
        run.replayOf(),
        run.depth(),
        run.causalDepth(),
        run.acceptedAt());
  }

  /**
   * The run as a read of it would show it.
   *
   * @param state just made durable
   */
  public RunView view(String engine, RunState state) {
    RunStart start = state.start();
    return new RunView(
        start.runId(),
        start.workflowId(),
        workflowKey,
        start.version(),
        start.tenantId(),
        state.status(),
        state.meta().get("state") instanceof String tag ? tag : null,
        tags(start),
        engine,
        state.nodePath(),
        state.cancelRequestedAt(),
        replayOf,
        state.waits(),
        trigger,
        start.event() == null ? null : start.event().id(),
        start.parentRunId(),
        rootRunId,
        start.attached(),
        state.payload(),
        state.output(),
        state.error(),
        startedAt,
        state.now(),
        state.status().ended() ? state.now() : null,
        null);
  }

  private static Map<String, String> tags(RunStart start) {
    Map<String, String> tags = new LinkedHashMap<>();
    start.tags().forEach((name, value) -> tags.put(name, "" + value));
    return tags;
  }
}
