package dev.holdfast.testkit.memory;

import static dev.holdfast.testkit.parity.DocumentParts.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.parity.RandomDefinitions;
import dev.holdfast.testkit.parity.RandomDefinitions.AuthorKeys;
import dev.holdfast.testkit.parity.RandomDefinitions.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inputs that lie in the mailboxes together, stamped in any order, before anything is folded. */
class MemoryRacesTest {
  private static final Traits MAIN =
      new Traits(List.of("test.call", "test.brief"), List.of("child"), AuthorKeys.SHARED, true);
  private static final Traits CHILD =
      new Traits(List.of("test.call"), List.of(), AuthorKeys.SHARED, true);

  @Test
  void the_recorded_inputs_give_the_journal_again_whatever_came_together() {
    Seeds.forEach("races", 300, MemoryRacesTest::race);
  }

  private static void race(SplittableRandom random) {
    try (MemoryDriver driver = new MemoryDriver()) {
      driver.publish("child", new RandomDefinitions(random.split(), CHILD).document());
      driver.publish("main", new RandomDefinitions(random.split(), MAIN).document());
      MemoryRuntime runtime = driver.runtime();
      Map<String, @Nullable Object> payload =
          Json.objectOf(object("flag", true, "items", List.of(1L, 2L), "one", 7L));
      for (int i = 0; i < 2; i++) runtime.start(new StartOrder(new UUID(i, 1), "main", payload));
      for (int burst = 0; burst < 8; burst++) {
        runtime.jump(Duration.ofMillis(1_000 + random.nextInt(2_000)));
        for (int i = 0; i < 6; i++) post(random, runtime);
        runtime.settle();
      }
      for (UUID runId : runtime.runIds()) {
        assertThat(runtime.journal(runId)).isNotEmpty().isEqualTo(runtime.foldAgain(runId));
      }
    }
  }

  private static void post(SplittableRandom random, MemoryRuntime runtime) {
    List<UUID> runs = runtime.runIds();
    UUID runId = runs.get(random.nextInt(runs.size()));
    Instant at = runtime.now().minusMillis(random.nextInt(1_000));
    String id = "raced-" + random.nextLong();
    switch (random.nextInt(12)) {
      case 0 -> runtime.post(runId, new Input.TimersDue(id, at));
      case 1 -> runtime.post(runId, new Input.WorkerLost(id, at));
      case 2 -> {
        if (random.nextInt(3) == 0) {
          runtime.post(runId, new Input.CancelRequested(id, at, "raced", false));
        }
      }
      case 3, 4, 5, 6 -> answer(random, runtime, id, at);
      default -> runtime.post(runId, new Input.EventOffered(id, at, event(random, id, at)));
    }
  }

  private static void answer(
      SplittableRandom random, MemoryRuntime runtime, String id, Instant at) {
    List<HandedCall> open =
        runtime.calls().stream().filter(call -> call.status() == HandedCall.Status.OPEN).toList();
    if (open.isEmpty()) return;
    HandedCall handed = open.get(random.nextInt(open.size()));
    Effect.InvokeAction call = handed.call();
    CallAnswer answer = new CallAnswer.Done((long) random.nextInt(9), List.of());
    runtime.post(
        handed.runId(), new Input.CallFinished(id, at, call.callId(), call.attempt(), answer));
  }

  private static Event event(SplittableRandom random, String id, Instant at) {
    String name = random.nextBoolean() ? "e1" : "e2";
    String key = random.nextBoolean() ? "k1" : "k2";
    Map<String, @Nullable Object> payload = Json.objectOf(object("n", (long) random.nextInt(5)));
    return new Event(id, name, key, payload, null, null, null, at);
  }
}
