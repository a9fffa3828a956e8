package dev.holdfast.application.service;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** States of runs, as far as a test looks at them. */
final class States {
  private States() {}

  static RunState ended(RunStatus status) {
    UUID runId = UUID.randomUUID();
    RunStart start =
        new RunStart(
            runId,
            "default",
            UUID.randomUUID(),
            1,
            Map.of(),
            Map.of(),
            null,
            null,
            false,
            new Semantics(1, "test"));
    NewRun run =
        new NewRun(
            start,
            "key",
            "hash",
            null,
            null,
            "api",
            runId,
            null,
            0,
            0,
            "somebody",
            "0",
            Instant.EPOCH);
    RunState live = RunIntake.beforeStart(run);
    return new RunState(
        start,
        status,
        live.now(),
        1,
        live.payload(),
        live.vars(),
        live.meta(),
        0,
        null,
        null,
        null,
        live.progress());
  }
}
