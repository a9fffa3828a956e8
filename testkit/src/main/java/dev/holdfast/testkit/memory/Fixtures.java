package dev.holdfast.testkit.memory;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fixed answers by place: an execution path, else a static step path, else an action id. Several
 * answers of one place are given in turn, the last one again and again. A call without a fixture is
 * held.
 */
public final class Fixtures implements ActionScript {
  private final Map<String, Deque<Reply>> replies = new LinkedHashMap<>();

  /** Answers the calls of a place; more answers for it line up behind. */
  public Fixtures on(String place, Reply reply) {
    replies.computeIfAbsent(place, key -> new ArrayDeque<>()).add(reply);
    return this;
  }

  public Fixtures value(String place, @Nullable Object output) {
    return on(place, done(Duration.ZERO, output));
  }

  public Fixtures error(String place, ErrorCategory category, String code) {
    return on(place, failed(Duration.ZERO, category, code, null));
  }

  public Fixtures pending(String place) {
    return on(place, new Reply.Answer(Duration.ZERO, new CallAnswer.Pending(List.of())));
  }

  public static Reply done(Duration delay, @Nullable Object output) {
    return new Reply.Answer(delay, new CallAnswer.Done(output, List.of()));
  }

  /**
   * @param minimumDelayMs the lower bound of the retry delay that the action asks for
   */
  public static Reply failed(
      Duration delay, ErrorCategory category, String code, @Nullable Long minimumDelayMs) {
    RunError error =
        new RunError(category, code, "a fixture's error", null, null, null, true, Map.of());
    return new Reply.Answer(delay, new CallAnswer.Failed(error, minimumDelayMs, List.of()));
  }

  @Override
  public Reply reply(UUID runId, Effect.InvokeAction call) {
    for (String place : List.of(call.executionPath(), call.stepPath(), call.actionId())) {
      Deque<Reply> line = replies.get(place);
      if (line != null) return line.size() > 1 ? line.removeFirst() : line.getFirst();
    }
    return new Reply.Held();
  }
}
