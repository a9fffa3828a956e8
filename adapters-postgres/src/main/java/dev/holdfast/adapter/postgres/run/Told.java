package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What another engine told of a run, as rows. They are those of the CE write path; beside them
 * stands what a telling replaces.
 *
 * @param since fence of the last write that was told for good
 * @param base journal rows that begin after it, and are not this write's own, go
 * @param reopened waits with rows of their own that are open now, whatever was told before
 * @param known every wait that this telling speaks of: an open row of another goes
 */
record Told(
    EncodedWrite write,
    long since,
    long base,
    List<WaitOf> reopened,
    List<WaitOf> known,
    List<Taken> taken) {
  record WaitOf(UUID runId, UUID waitId) {}

  /** An event that a wait took when it looked back. */
  record Taken(
      UUID runId,
      UUID deliveryId,
      String tenantId,
      String eventId,
      UUID waitId,
      @Nullable String key,
      Instant at) {}

  static Told of(EngineWrite write, WriteEncoder encoder) {
    List<RunWrite.Settled> settled = new ArrayList<>();
    for (RunWrite.Settled one : write.settled()) {
      // A repeat says nothing new: what was told first stands.
      boolean repeat =
          one.verdict() instanceof Verdict.Refused(Verdict.Reason reason, _)
              && reason == Verdict.Reason.REPEATED;
      if (!repeat) settled.add(one);
    }
    // No wait is armed by this write: whether it is armed, its row, which is there, does not show.
    EncodedWrite encoded =
        encoder.encode(
            new RunWrite(
                new RunLease(write.runId(), 0, write.fence()),
                null,
                null,
                write.after(),
                write.journal(),
                List.of(),
                List.of(),
                settled,
                List.of(),
                List.of(),
                new RunWrite.Keep.Released(null, false)),
            Map.of(),
            write.ends());
    Set<UUID> inserted = new HashSet<>();
    for (Rows.Wait wait : encoded.waits()) inserted.add(wait.wait.waitId());
    List<WaitOf> reopened = new ArrayList<>();
    Set<UUID> known = new HashSet<>(inserted);
    for (OpenWait open : write.after().waits()) {
      known.add(open.waitId());
      if (!inserted.contains(open.waitId())) {
        reopened.add(new WaitOf(write.runId(), open.waitId()));
      }
    }
    for (JournalEntry entry : write.journal()) {
      if (entry.data().get("waitId") instanceof String id) known.add(UUID.fromString(id));
    }
    List<WaitOf> all = new ArrayList<>();
    for (UUID waitId : known) all.add(new WaitOf(write.runId(), waitId));
    return new Told(encoded, write.since(), write.base(), reopened, all, taken(write));
  }

  private static List<Taken> taken(EngineWrite write) {
    RunState after = write.after();
    List<Taken> taken = new ArrayList<>();
    for (RunWrite.Taken one : write.taken()) {
      String name = write.runId() + "/" + one.waitId() + "/" + one.event().id();
      taken.add(
          new Taken(
              write.runId(),
              UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
              after.start().tenantId(),
              one.event().id(),
              one.waitId(),
              one.event().correlationKey(),
              after.now()));
    }
    return taken;
  }

  UUID runId() {
    return write.runId();
  }

  Rows.Run run() {
    return write.run();
  }

  boolean ended() {
    return run().state.status().ended();
  }

  /** Journal rows that begin after this go. */
  long stands() {
    return write.history() == null ? base : base + 1;
  }

  int rows() {
    return write.rows() + reopened.size() + taken.size();
  }
}
