package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollThreadsTest {
  private final PollThreads threads = new PollThreads(2);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger ended = new AtomicInteger();

  private void poll() {
    try {
      release.await();
      ended.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void as_many_polls_run_at_once_as_the_pool_is_large() {
    assertThat(threads.blockForAvailableThreads()).isEqualTo(2);
    assertThat(threads.runInThread(this::poll)).isTrue();
    assertThat(threads.blockForAvailableThreads()).isEqualTo(1);
    threads.runInThread(this::poll);
    Thread third = Thread.startVirtualThread(() -> threads.runInThread(this::poll));
    Await.until("the third poll waits", () -> third.getState() == Thread.State.WAITING);
    release.countDown();
    Await.until("all three have run", () -> ended.get() == 3);
  }

  @Test
  void a_poll_that_throws_gives_its_thread_back() {
    threads.runInThread(() -> {
      Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
      throw new IllegalStateException("a poll that fails");
    });
    Await.until("both are free", () -> threads.blockForAvailableThreads() == 2);
  }

  @Test
  void shutting_down_waits_for_the_polls_that_run_and_begins_no_others() {
    threads.runInThread(this::poll);
    Thread closing = Thread.startVirtualThread(() -> threads.shutdown(true));
    Await.until("it waits for the poll", () -> closing.getState() == Thread.State.WAITING);
    release.countDown();
    Await.until("it ends", () -> !closing.isAlive());
    assertThat(ended).hasValue(1);
    assertThat(threads.runInThread(this::poll)).isFalse();
  }

  @Test
  void shutting_down_at_once_leaves_a_poll_running() {
    threads.runInThread(this::poll);
    threads.shutdown(false);
    assertThat(ended).hasValue(0);
    release.countDown();
    Await.until("the poll has ended", () -> ended.get() == 1);
  }
}
