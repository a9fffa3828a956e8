package dev.holdfast.benchmarks.load;

import dev.holdfast.application.port.out.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a host application brings along: one action that does no work. */
@Configuration(proxyBeanMethods = false)
public class NoopActions {
  @Bean
  Action noop() {
    return new Noop();
  }

  /** {@code bench.noop}: a side effect that costs nothing. */
  private static final class Noop implements Action {
    private final AtomicLong effects = new AtomicLong();

    @Override
    public Descriptor descriptor() {
      return new Descriptor(
          "bench.noop",
          1,
          "No work",
          "Benchmarks",
          "Counts.",
          Map.of("type", "object"),
          null,
          true,
          null,
          KeyOwner.ENGINE,
          Duration.ofSeconds(60),
          List.of());
    }

    @Override
    public @Nullable String ownKey(Map<String, @Nullable Object> input) {
      return null;
    }

    @Override
    public Answer call(Call call) {
      return new Answer.Done(effects.incrementAndGet());
    }
  }
}
