package dev.holdfast.bootstrap.health;

import dev.holdfast.application.port.out.RuntimeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the engine reports, as meters. Their names are listed in {@code docs/reference}. */
public final class RuntimeMeters implements RuntimeMetrics {
  private static final Duration[] SHORT = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1)
  };
  private static final Duration[] LONG = {
    Duration.ofSeconds(1),
    Duration.ofMinutes(1),
    Duration.ofHours(1),
    Duration.ofDays(1),
    Duration.ofDays(7),
    Duration.ofDays(30)
  };

  private final Timer firstSteps;
  private final Timer calls;
  private final Timer waits;
  private final Counter retries;
  private final Counter leasesLost;
  private final Counter stuck;
  private final Counter lateAnswers;

  public RuntimeMeters(MeterRegistry registry) {
    firstSteps =
        timer("holdfast.run.first.step", SHORT)
            .description("From a run's acceptance to its first call, or to its rest")
            .register(registry);
    calls =
        timer("holdfast.step.duration", SHORT)
            .description("From handing an action's call out to its answer")
            .register(registry);
    waits =
        timer("holdfast.wait.age", LONG)
            .description("How long a wait had been open when it ended")
            .register(registry);
    retries =
        Counter.builder("holdfast.step.retries")
            .description("Attempts that failed and will be repeated")
            .register(registry);
    leasesLost =
        Counter.builder("holdfast.leases.lost")
            .description("Runs that another node took over")
            .register(registry);
    stuck =
        Counter.builder("holdfast.runs.stuck.faults")
            .description("Folds that failed by a fault of the service")
            .register(registry);
    lateAnswers =
        Counter.builder("holdfast.answers.late")
            .description("Answers that came when nobody waited for them any more")
            .register(registry);
  }

  private static Timer.Builder timer(String name, Duration[] buckets) {
    return Timer.builder(name).serviceLevelObjectives(buckets);
  }

  @Override
  public void firstStep(Duration lag) {
    firstSteps.record(lag);
  }

  @Override
  public void callEnded(Duration duration) {
    calls.record(duration);
  }

  @Override
  public void waitEnded(Duration age) {
    waits.record(age);
  }

  @Override
  public void retryScheduled() {
    retries.increment();
  }

  @Override
  public void leaseLost() {
    leasesLost.increment();
  }

  @Override
  public void stuck() {
    stuck.increment();
  }

  @Override
  public void lateAnswer() {
    lateAnswers.increment();
  }
}
