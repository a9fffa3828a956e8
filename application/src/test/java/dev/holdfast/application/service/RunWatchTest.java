package dev.holdfast.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final UUID RUN = new UUID(0, 1);

  private final RunWatch watch = new RunWatch();

  @Test
  void what_is_so_already_is_answered_at_once() throws InterruptedException {
    String found = watch.await(RUN, TimeUnit.DAYS.toNanos(1), _ -> "ended");
    assertThat(found).isEqualTo("ended");
  }

  @Test
  void no_time_means_one_look() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    String found = watch.await(RUN, 0, _ -> counted(looks));
    assertThat(found).isNull();
    assertThat(looks).hasValue(1);
  }

  @Test
  void a_change_is_told_to_whoever_waits() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<@Nullable String> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return watch.await(
                RUN,
                TimeUnit.DAYS.toNanos(1),
                told -> {
                  looked.countDown();
                  return told == null ? null : "told " + told.runId();
                });
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    watch.changed(RUN, () -> view(RUN));
    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("told " + RUN);
  }

  @Test
  void what_nobody_told_is_found_by_looking_again() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    String found =
        watch.await(
            RUN, TimeUnit.DAYS.toNanos(1), _ -> looks.incrementAndGet() > 1 ? "ended" : null);
    assertThat(found).isEqualTo("ended");
  }

  @Test
  void nobody_waits_on_a_node_that_stops() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    String found =
        watch.await(
            RUN,
            TimeUnit.DAYS.toNanos(1),
            _ -> {
              // The stop comes while somebody waits already.
              if (looks.get() == 0) watch.end();
              return counted(looks);
            });
    assertThat(found).isNull();
    assertThat(looks).hasValue(1);
  }

  @Test
  void the_run_is_not_asked_for_when_nobody_waits() {
    watch.changed(
        RUN,
        () -> {
          throw new AssertionError("expected nobody to ask");
        });
  }

  private static RunView view(UUID runId) {
    return new RunView(
        runId,
        runId,
        "key",
        1,
        "tenant",
        RunStatus.SUCCEEDED,
        null,
        Map.of(),
        "engine",
        "",
        null,
        null,
        List.of(),
        "api",
        null,
        null,
        runId,
        false,
        Map.of(),
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }

  private static @Nullable String counted(AtomicInteger looks) {
    looks.incrementAndGet();
    return null;
  }
}
