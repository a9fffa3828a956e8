package dev.holdfast.application.view;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a run's log; lines came with the answer of a call.
 *
 * @param seq of the journal entry that took the answer
 * @param line from 1 within that entry
 */
public record LogLineView(
    long seq,
    int line,
    Instant at,
    String executionPath,
    int attempt,
    String level,
    String message,
    Map<String, @Nullable Object> fields) {
  /** All lines of a journal, in its order. */
  public static List<LogLineView> of(List<JournalEntry> journal) {
    List<LogLineView> lines = new ArrayList<>();
    for (JournalEntry entry : journal) {
      List<@Nullable Object> logs = Json.asList(entry.data().get("logs"));
      if (logs == null) continue;
      for (int i = 0; i < logs.size(); i++) {
        Map<String, @Nullable Object> log = Json.asObject(logs.get(i));
        if (log != null) lines.add(of(entry, i + 1, log));
      }
    }
    return lines;
  }

  private static LogLineView of(JournalEntry entry, int line, Map<String, @Nullable Object> log) {
    Map<String, @Nullable Object> fields = Json.asObject(log.get("fields"));
    return new LogLineView(
        entry.seq(),
        line,
        entry.at(),
        entry.executionPath(),
        entry.attempt(),
        String.valueOf(log.get("level")),
        String.valueOf(log.get("message")),
        fields == null ? Json.EMPTY_OBJECT : fields);
  }
}
