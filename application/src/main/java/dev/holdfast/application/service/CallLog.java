package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.domain.run.CallAnswer.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers a call's log lines until its answer takes them along. Thread-safe. */
final class CallLog implements Action.Log {
  static final int LINES_MAX = 200;
  static final int MESSAGE_MAX = 16_384;

  private final List<LogLine> lines = new ArrayList<>();

  @Override
  public synchronized void write(
      String level, String message, Map<String, @Nullable Object> fields) {
    if (lines.size() > LINES_MAX) return;
    if (lines.size() == LINES_MAX) {
      lines.add(
          new LogLine("warn", "more lines than " + LINES_MAX + ", the rest is left out", Map.of()));
      return;
    }
    String cut = message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message;
    lines.add(new LogLine(level, cut, fields));
  }

  synchronized List<LogLine> lines() {
    return List.copyOf(lines);
  }
}
