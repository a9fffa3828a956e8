package dev.holdfast.domain.run;

import dev.holdfast.domain.event.Filter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open wait, as the run shows it.
 *
 * @param waitId name-based from run id, execution path, attempt and type
 * @param dueAt when its timer fires; null when it has none
 * @param filters empty for every type but {@code EVENT}
 */
public record OpenWait(
    UUID waitId,
    Type type,
    String stepPath,
    String executionPath,
    int attempt,
    @Nullable String eventName,
    @Nullable String correlationKey,
    List<Filter> filters,
    @Nullable Instant dueAt,
    Instant createdAt) {
  /** What a run can wait for. */
  public enum Type {
    EVENT("event"),
    TIME("time"),
    RETRY("retry"),
    CHILD("child"),
    CALLBACK("callback");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
