package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action said. Log lines travel with the answer. */
public sealed interface CallAnswer {
  List<LogLine> logs();

  record Done(@Nullable Object output, List<LogLine> logs) implements CallAnswer {}

  /**
   * @param minimumDelayMs a lower bound of the retry delay the callee asked for; null when none
   */
  record Failed(RunError error, @Nullable Long minimumDelayMs, List<LogLine> logs)
      implements CallAnswer {}

  /** The answer will come as a callback. */
  record Pending(List<LogLine> logs) implements CallAnswer {}

  /**
   * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
   */
  record LogLine(String level, String message, Map<String, @Nullable Object> fields) {}
}
