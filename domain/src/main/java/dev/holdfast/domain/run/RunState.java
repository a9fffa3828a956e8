package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's whole state, as a value. Drivers use its methods; what is inside {@code progress} is the
 * reducer's business and its codec's.
 *
 * @param now logical time: that of the last fold
 * @param seq sequence of the last journal entry
 * @param meta {@code state}, run facts and tags, as expressions see them
 * @param dataBytes JSON bytes of payload, variables and meta together
 * @param output of a run that succeeded
 * @param error of a run that failed, or that will once its error handler has ended
 */
public record RunState(
    RunStart start,
    RunStatus status,
    Instant now,
    long seq,
    Map<String, @Nullable Object> payload,
    Map<String, @Nullable Object> vars,
    Map<String, @Nullable Object> meta,
    long dataBytes,
    @Nullable Object output,
    @Nullable RunError error,
    @Nullable Instant cancelRequestedAt,
    Progress progress) {
  /** Execution path of the first fiber that is not waiting for others; empty for an ended run. */
  public String nodePath() {
    for (Fiber fiber : progress.fibers().values()) {
      if (!(fiber.top() instanceof Frame.Joining)) return fiber.list().stepPath();
    }
    return "";
  }

  /** In opening order. */
  public List<OpenWait> waits() {
    List<Fiber> waiting = new ArrayList<>();
    for (Fiber fiber : progress.fibers().values()) {
      if (fiber.top() instanceof Frame.Waiting) waiting.add(fiber);
    }
    waiting.sort(Comparator.comparingLong(RunState::opening));
    List<OpenWait> waits = new ArrayList<>(waiting.size());
    for (Fiber fiber : waiting) {
      if (fiber.top() instanceof Frame.Waiting wait) waits.add(open(fiber, wait));
    }
    return List.copyOf(waits);
  }

  private static long opening(Fiber fiber) {
    return fiber.top() instanceof Frame.Waiting waiting ? waiting.opened().order() : -1;
  }

  private static OpenWait open(Fiber fiber, Frame.Waiting waiting) {
    Frame.Steps steps = fiber.list();
    Frame.Listening event = waiting instanceof Frame.Listening listening ? listening : null;
    return new OpenWait(
        waiting.opened().waitId(),
        waiting.type(),
        Paths.staticPath(steps.stepPath()),
        steps.stepPath(),
        steps.attempt(),
        event == null ? null : event.name(),
        event == null ? null : event.key(),
        event == null ? List.of() : event.filters(),
        waiting.opened().dueAt(),
        waiting.opened().createdAt());
  }

  /** The earliest instant at which something falls due, call timeouts included; null for none. */
  public @Nullable Instant nextDue() {
    return Timers.next(this);
  }

  /** Calls handed out and not answered. */
  public int callsInFlight() {
    int calls = 0;
    for (Fiber fiber : progress.fibers().values()) {
      if (fiber.top() instanceof Frame.Calling) calls++;
    }
    return calls;
  }
}
