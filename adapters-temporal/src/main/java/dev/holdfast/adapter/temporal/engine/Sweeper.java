package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over what was left lying while Temporal was away, or its bringer died. Thread-safe. */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int AT_ONCE = 100;
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(15).toNanos();

  /** Younger things are on their way. */
  private static final Duration AGE = Duration.ofSeconds(3);

  private final RunIntake intake;
  private final Courier courier;
  private final MailRounds mail;
  private final Duration patience;
  private volatile @Nullable Thread thread;

  public Sweeper(RunIntake intake, Courier courier, MailRounds mail, Duration patience) {
    this.intake = intake;
    this.courier = courier;
    this.mail = mail;
    this.patience = patience;
  }

  public void begin() {
    thread = Thread.ofVirtual().name("temporal-sweep").start(this::keepSweeping);
  }

  private void keepSweeping() {
    long pause = PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(pause);
      if (Thread.currentThread().isInterrupted()) return;
      try {
        sweep(AGE);
        pause = PAUSE;
      } catch (Unreached | StoreUnavailable e) {
        LOG.warn("what was left lying waits: {}", e.getMessage());
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      } catch (RuntimeException e) {
        LOG.error("what was left lying could not be handed over", e);
        pause = LONGEST_PAUSE;
      }
    }
  }

  /**
   * @throws Unreached when Temporal is away; the rest is for the next sweep
   */
  public void sweep(Duration age) {
    List<NewRun> starts = intake.pendingStarts(TemporalRunEngine.NAME, age, AT_ONCE);
    for (NewRun run : starts) {
      UUID runId = run.start().runId();
      alone(
          runId,
          () -> {
            courier.start(run, patience);
            intake.started(runId);
          });
    }
    List<UUID> runs = intake.runsWithMail(TemporalRunEngine.NAME, age, AT_ONCE);
    for (UUID runId : runs) alone(runId, () -> mail.bring(runId, patience));
  }

  /** What is wrong with one run keeps no other waiting. */
  private static void alone(UUID runId, Runnable handing) {
    try {
      handing.run();
    } catch (StoreUnavailable e) {
      throw e;
    } catch (Unreached e) {
      if (e.isForAll()) throw e;
      LOG.error("run {}: what is for it could not be handed over", runId, e);
    } catch (RuntimeException e) {
      LOG.error("run {}: what is for it could not be handed over", runId, e);
    }
  }

  public void stop() {
    Thread sweeping = thread;
    if (sweeping != null) sweeping.interrupt();
  }
}
