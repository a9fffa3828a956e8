package dev.holdfast.adapter.quartz;

import java.util.concurrent.Semaphore;
import org.quartz.spi.ThreadPool;

/**
 * Threads for the polls: one for each that runs, none while none does. Quartz's own pool looks only
 * twice a second whether it shall end, and a node that stops would wait for that. Thread-safe.
 * Public because Quartz calls it by reflection.
 */
public final class PollThreads implements ThreadPool {
  private final int size;
  private final Semaphore free;
  private volatile boolean closed;

  PollThreads(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  @Override
  public boolean runInThread(Runnable poll) {
    free.acquireUninterruptibly();
    if (closed) {
      free.release();
      return false;
    }
    Thread.ofPlatform().name("holdfast-poll").daemon().start(() -> run(poll));
    return true;
  }

  private void run(Runnable poll) {
    try {
      poll.run();
    } finally {
      free.release();
    }
  }

  @Override
  public int blockForAvailableThreads() {
    free.acquireUninterruptibly();
    free.release();
    return Math.max(1, free.availablePermits());
  }

  @Override
  public void shutdown(boolean waitForPolls) {
    closed = true;
    if (!waitForPolls) return;
    free.acquireUninterruptibly(size);
    free.release(size);
  }

  @Override
  public int getPoolSize() {
    return size;
  }

  @Override
  public void initialize() {
    // There is nothing to prepare.
  }

  @Override
  public void setInstanceId(String id) {
    // The threads bear the same name on every node.
  }

  @Override
  public void setInstanceName(String name) {
    // As above.
  }
}
