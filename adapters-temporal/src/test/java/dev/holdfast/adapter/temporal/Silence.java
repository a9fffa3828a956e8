package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.out.RuntimeMetrics;
import java.time.Duration;

/** Nobody measures. */
final class Silence implements RuntimeMetrics {
  @Override
  public void firstStep(Duration lag) {}

  @Override
  public void callEnded(Duration duration) {}

  @Override
  public void waitEnded(Duration age) {}

  @Override
  public void retryScheduled() {}

  @Override
  public void leaseLost() {}

  @Override
  public void stuck() {}

  @Override
  public void lateAnswer() {}
}
