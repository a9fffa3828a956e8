package dev.holdfast.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.run.RunStatus;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final UUID RUN = new UUID(0, 1);

  private final RunWatch watch = new RunWatch();

  @Test
  void what_is_so_already_is_answered_at_once() throws InterruptedException {
    assertThat(watch.await(RUN, TimeUnit.DAYS.toNanos(1), () -> "ended")).isEqualTo("ended");
  }

  @Test
  void no_time_means_one_look() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    assertThat(watch.await(RUN, 0, () -> counted(looks))).isNull();
    assertThat(looks).hasValue(1);
  }

  @Test
  void a_change_wakes_whoever_waits() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<@Nullable String> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return watch.await(
                RUN,
                TimeUnit.DAYS.toNanos(1),
                () -> {
                  looked.countDown();
                  return ended.get() ? "ended" : null;
                });
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    ended.set(true);
    watch.changed(RUN, RunStatus.SUCCEEDED);
    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void what_nobody_told_is_found_by_looking_again() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    assertThat(
            watch.await(
                RUN, TimeUnit.DAYS.toNanos(1), () -> looks.incrementAndGet() > 1 ? "ended" : null))
        .isEqualTo("ended");
  }

  @Test
  void nobody_waits_on_a_node_that_stops() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    String found =
        watch.await(
            RUN,
            TimeUnit.DAYS.toNanos(1),
            () -> {
              // The stop comes while somebody waits already.
              if (looks.get() == 0) watch.end();
              return counted(looks);
            });
    assertThat(found).isNull();
    assertThat(looks).hasValue(1);
  }

  private static @Nullable String counted(AtomicInteger looks) {
    looks.incrementAndGet();
    return null;
  }
}
