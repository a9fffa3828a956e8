package dev.holdfast.application.port.out;

import java.time.Duration;

/** What an engine reports about itself. Thread-safe, never blocks, never throws. */
public interface RuntimeMetrics {
  /** From a run's acceptance to the first call it hands out, or to its rest. */
  void firstStep(Duration lag);

  /** From handing a call out to its answer. */
  void callEnded(Duration duration);

  /** How long a wait had been open when it ended. */
  void waitEnded(Duration age);

  void retryScheduled();

  void leaseLost();

  void stuck();

  /** An answer that came too late. */
  void lateAnswer();
}
