package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.port.out.RunFacts;

/** What never changes of a run, as bytes. */
final class FactsBytes {
  private static final int VERSION = 1;

  private FactsBytes() {}

  static byte[] of(RunFacts facts) {
    WireOut out = new WireOut(VERSION);
    out.text(facts.workflowKey()).text(facts.principal()).text(facts.traceId());
    out.text(facts.trigger()).uuid(facts.rootRunId()).bool(facts.replayOf() != null);
    if (facts.replayOf() != null) out.uuid(facts.replayOf());
    return out.number(facts.depth())
        .number(facts.causalDepth())
        .instant(facts.startedAt())
        .toBytes();
  }

  static RunFacts facts(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a run's facts");
    return new RunFacts(
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.uuid(),
        in.bool() ? in.uuid() : null,
        in.count(),
        in.count(),
        in.instant());
  }
}
