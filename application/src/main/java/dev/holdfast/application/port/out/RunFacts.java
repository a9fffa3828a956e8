package dev.holdfast.application.port.out;

import java.util.UUID;

/**
 * What an engine needs to know of a run beside its state.
 *
 * @param depth in the tree of children; 0 for a root
 * @param causalDepth length of the chain of events that led here
 */
public record RunFacts(
    String principal, String traceId, UUID rootRunId, int depth, int causalDepth) {
  public static RunFacts of(NewRun run) {
    return new RunFacts(
        run.principal(), run.traceId(), run.rootRunId(), run.depth(), run.causalDepth());
  }
}
