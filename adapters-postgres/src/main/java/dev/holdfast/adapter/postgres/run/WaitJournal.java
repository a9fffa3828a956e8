package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a write which rows of waits it makes and which it ends. An event wait gets its row
 * when it is armed: what the table shows as open can be found by events.
 */
final class WaitJournal {
  private static final int RESOLVED = 1;
  private static final int TIMED_OUT = 2;
  private static final int CANCELED = 3;

  private final RunWrite write;
  private final Map<UUID, OpenWait> opened = new LinkedHashMap<>();
  private final Map<UUID, Rows.WaitEnd> ends = new LinkedHashMap<>();

  private WaitJournal(RunWrite write) {
    this.write = write;
    for (JournalEntry entry : write.journal()) read(entry);
    if (opened.isEmpty()) return;
    // The journal shows instants to the millisecond; the state has them exactly.
    for (OpenWait wait : write.after().waits()) opened.replace(wait.waitId(), wait);
  }

  static WaitJournal of(RunWrite write) {
    return new WaitJournal(write);
  }

  private void read(JournalEntry entry) {
    switch (entry.kind()) {
      case WAIT_OPENED -> opened.put(waitId(entry), wait(entry));
      case WAIT_RESOLVED -> end(entry, RESOLVED);
      case WAIT_TIMED_OUT -> end(entry, TIMED_OUT);
      case WAIT_CANCELED -> end(entry, CANCELED);
      case RUN_STARTED,
          STEP_STARTED,
          STEP_SUCCEEDED,
          STEP_FAILED,
          STEP_RETRY_SCHEDULED,
          STEP_CONTINUED,
          STEP_CANCELED,
          STEP_SKIPPED,
          CHILD_STARTED,
          CANCEL_REQUESTED,
          OPERATOR_APPLIED,
          RUN_SUCCEEDED,
          RUN_FAILED,
          RUN_CANCELED -> {}
    }
  }

  /** Rows to make, of waits that are over by the end of the write too. */
  List<Rows.Wait> rows() {
    if (opened.isEmpty() && write.armed().isEmpty()) return List.of();
    List<Rows.Wait> rows = new ArrayList<>();
    for (OpenWait wait : opened.values()) {
      boolean shows = wait.type() != OpenWait.Type.EVENT || ends.containsKey(wait.waitId());
      if (shows || write.armed().contains(wait.waitId())) rows.add(row(wait));
    }
    RunState before = write.before();
    if (before == null || write.armed().isEmpty()) return rows;
    for (OpenWait wait : before.waits()) {
      if (write.armed().contains(wait.waitId())) rows.add(row(wait));
    }
    return rows;
  }

  /** Ends of waits that have their row from an earlier write. */
  List<Rows.WaitEnd> ends() {
    if (ends.isEmpty()) return List.of();
    List<Rows.WaitEnd> earlier = new ArrayList<>();
    for (Rows.WaitEnd end : ends.values()) {
      if (opened.containsKey(end.waitId()) || write.armed().contains(end.waitId())) continue;
      earlier.add(end);
    }
    return earlier;
  }

  private Rows.Wait row(OpenWait wait) {
    return new Rows.Wait(
        write.lease().runId(),
        write.after().start().tenantId(),
        wait,
        Bytes.filters(wait.filters()),
        ends.get(wait.waitId()));
  }

  private void end(JournalEntry entry, int status) {
    UUID waitId = waitId(entry);
    ends.put(
        waitId, new Rows.WaitEnd(write.lease().runId(), waitId, status, entry.at(), by(entry)));
  }

  private static @Nullable String by(JournalEntry entry) {
    String by = text(entry, "by");
    String eventId = text(entry, "eventId");
    return eventId == null ? by : by + ":" + eventId;
  }

  private static UUID waitId(JournalEntry entry) {
    String id = text(entry, "waitId");
    if (id == null) throw new IllegalStateException("expected a waitId in " + entry);
    return UUID.fromString(id);
  }

  private static OpenWait wait(JournalEntry entry) {
    String dueAt = text(entry, "dueAt");
    return new OpenWait(
        waitId(entry),
        type(entry),
        entry.stepPath(),
        entry.executionPath(),
        entry.attempt(),
        text(entry, "eventName"),
        text(entry, "correlationKey"),
        filters(entry),
        dueAt == null ? null : Instant.parse(dueAt),
        entry.at());
  }

  private static OpenWait.Type type(JournalEntry entry) {
    String type = text(entry, "type");
    for (OpenWait.Type one : OpenWait.Type.values()) if (one.text().equals(type)) return one;
    throw new IllegalStateException("expected a type of wait in " + entry);
  }

  private static List<Filter> filters(JournalEntry entry) {
    List<@Nullable Object> list = Json.asList(entry.data().get("filters"));
    if (list == null) return List.of();
    List<Filter> filters = new ArrayList<>(list.size());
    for (Object one : list) filters.add(filter(one));
    return filters;
  }

  private static Filter filter(@Nullable Object json) {
    Map<String, @Nullable Object> object = Json.asObject(json);
    if (object != null
        && object.get("path") instanceof String path
        && object.get("op") instanceof String text) {
      Filter.Op op = Filter.Op.byText(text);
      if (op != null) return new Filter(path, op, object.get("value"));
    }
    throw new IllegalStateException("expected a filter, but " + json);
  }

  private static @Nullable String text(JournalEntry entry, String member) {
    return entry.data().get(member) instanceof String text ? text : null;
  }
}
