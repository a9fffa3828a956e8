package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's whole state, as a value. What is inside the fibers is the reducer's own business. */
public interface RunState {
  RunStart start();

  RunStatus status();

  /** Logical time: that of the last fold. */
  Instant now();

  /** Sequence of the last journal entry. */
  long seq();

  Map<String, @Nullable Object> payload();

  Map<String, @Nullable Object> vars();

  /** {@code state}, run facts and tags, as expressions see them. */
  Map<String, @Nullable Object> meta();

  @Nullable Object output();

  @Nullable RunError error();

  @Nullable Instant cancelRequestedAt();

  /** Execution path of the first live fiber; empty for an ended run. */
  String nodePath();

  /** In opening order. */
  List<OpenWait> waits();

  /** The earliest instant at which something falls due, call timeouts included; null for none. */
  @Nullable Instant nextDue();

  /** Calls handed out and not answered. */
  int callsInFlight();
}
