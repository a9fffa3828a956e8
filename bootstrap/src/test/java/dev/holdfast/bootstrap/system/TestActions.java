package dev.holdfast.bootstrap.system;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The host application of the system tests: actions that greet, fail, promise and hold. */
@Configuration(proxyBeanMethods = false)
public class TestActions {
  private static final Map<String, String> PROMISED = new ConcurrentHashMap<>();
  private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();
  private static final Map<String, Integer> CHARGED = new ConcurrentHashMap<>();

  @Bean
  GreetAction greet() {
    return new GreetAction();
  }

  /** Fails at the first attempts, as many as {@code times} says. */
  @Bean
  Action fail() {
    return action("test.fail", false, TestActions::fail);
  }

  /** Answers pending; {@link #promised} has the token. */
  @Bean
  Action promise() {
    return action(
        "test.promise",
        false,
        call -> {
          PROMISED.put(name(call), call.callbackToken());
          return new Action.Answer.Pending();
        });
  }

  /** Holds until {@link #release}, or until it is interrupted. */
  @Bean
  Action hold() {
    return action("test.hold", false, TestActions::hold);
  }

  /** Charges once per name, by a key of its own. */
  @Bean
  Action charge() {
    return action(
        "test.charge",
        true,
        call -> {
          int times = CHARGED.merge(name(call), 1, Integer::sum);
          return new Action.Answer.Done(Map.of("charge", (long) times));
        });
  }

  /** The token of the promise made under a name, when it is made. */
  static String promised(String name) {
    return Await.value(
        "the action was called for " + name, Duration.ofSeconds(30), () -> PROMISED.get(name));
  }

  static void awaitHeld(String name) {
    Await.until("a call is held under " + name, () -> HELD.containsKey(name));
  }

  static void release(String name) {
    HELD.computeIfAbsent(name, _ -> new CountDownLatch(1)).countDown();
  }

  static int charged(String name) {
    return CHARGED.getOrDefault(name, 0);
  }

  private static Action.Answer fail(Action.Call call) {
    Number times = (Number) call.input().getOrDefault("times", 1_000L);
    if (times == null || call.attempt() > times.longValue()) {
      return new Action.Answer.Done(Map.of("attempt", (long) call.attempt()));
    }
    return new Action.Answer.Failed(
        new RunError(
            ErrorCategory.TRANSIENT,
            "TEST_FAILED",
            "told to fail",
            null,
            null,
            null,
            true,
            Json.EMPTY_OBJECT),
        null);
  }

  private static Action.Answer hold(Action.Call call) {
    try {
      CountDownLatch latch = HELD.computeIfAbsent(name(call), _ -> new CountDownLatch(1));
      return new Action.Answer.Done(Map.of("released", latch.await(60, TimeUnit.SECONDS)));
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      return new Action.Answer.Done(Map.of("released", false));
    }
  }

  private static String name(Action.Call call) {
    return String.valueOf(call.input().get("name"));
  }

  private static Action action(
      String id, boolean ownKey, Function<Action.Call, Action.Answer> work) {
    return new Action() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor(
            id,
            1,
            id,
            "Test",
            "For tests.",
            Map.of("type", "object"),
            null,
            true,
            null,
            ownKey ? KeyOwner.ACTION : KeyOwner.ENGINE,
            Duration.ofSeconds(30),
            List.of());
      }

      @Override
      public @Nullable String ownKey(Map<String, @Nullable Object> input) {
        return ownKey ? String.valueOf(input.get("name")) : null;
      }

      @Override
      public Answer call(Call call) {
        return work.apply(call);
      }
    };
  }
}
