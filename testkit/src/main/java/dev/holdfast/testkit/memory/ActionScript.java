package dev.holdfast.testkit.memory;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.time.Duration;
import java.util.UUID;

/** Stands in for every action: says what a call is answered, and when. */
@FunctionalInterface
public interface ActionScript {
  Reply reply(UUID runId, Effect.InvokeAction call);

  /** What happens to a call. */
  sealed interface Reply {
    /** The answer comes after so much virtual time; zero is at once. */
    record Answer(Duration delay, CallAnswer answer) implements Reply {}

    /** The call stays open until {@link MemoryRuntime#answer} closes it. */
    record Held() implements Reply {}
  }

  /** Holds every call. */
  static ActionScript holding() {
    return (runId, call) -> new Reply.Held();
  }
}
