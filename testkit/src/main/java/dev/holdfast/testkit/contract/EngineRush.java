package dev.holdfast.testkit.contract;

import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engine in a hurry: whatever is asked of it is said and not waited for, so that inputs race as
 * they do in life. Methods may be called from many threads at once, but for {@link #loseWorker},
 * {@link #settle} and {@link #close}.
 */
public final class EngineRush implements AutoCloseable {
  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int TRIES = 20;

  private final EngineRig rig;
  private final EngineDriver driver;

  public EngineRush(EngineRig rig) {
    this.rig = rig;
    this.driver = new EngineDriver(rig, PATIENCE);
  }

  /** Of the same engine, for what may wait; only between the rush and nothing. */
  public ScenarioDriver driver() {
    return driver;
  }

  /**
   * Starts a run of a workflow's newest version.
   *
   * @throws IllegalArgumentException when the start is refused
   */
  public synchronized void start(
      UUID runId, String workflow, Map<String, @Nullable Object> payload) {
    driver.world().nextRun(runId);
    StartRun.Request request =
        new StartRun.Request(
            workflow, null, payload, Map.of(), new StartRun.Origin.Api(null, "rushed"));
    if (driver.world().start(EngineDriver.CALLER, request) instanceof Outcome.Refused<?> refused) {
      throw new IllegalArgumentException("expected a start, but " + refused.refusal().code());
    }
  }

  public void submit(ScenarioDriver.Event event) {
    driver.offer(event);
  }

  /** The calls that an action could answer now, awaited or not. */
  public List<UUID> openCalls() {
    return driver.world().calls().open();
  }

  /** Lets an action answer, if it still can. */
  public void answer(UUID callId, CallAnswer answer) {
    driver.world().calls().releaseIfOpen(callId, answer);
  }

  /** Whatever the engine says to it. */
  public void cancel(UUID runId, boolean force) {
    driver.operations().cancel(EngineDriver.CALLER, runId, EngineDriver.REASON, force);
  }

  /** Whatever the engine says to it. */
  public void command(UUID runId, Input.Command command) {
    driver.operations().command(EngineDriver.CALLER, runId, EngineDriver.REASON, command);
  }

  /** Moves the clock, and has the engine look at it. */
  public synchronized void pass(Duration by) {
    rig.set(rig.now().plus(by));
    rig.tick();
  }

  /**
   * Loses the node that works, whatever it is at. What it had promised and not begun is taken up
   * when some time has passed.
   */
  public void loseWorker() {
    driver.world().calls().lose();
    rig.lose();
  }

  /** Waits until everything is at rest. Answers how all runs stand. */
  public Map<UUID, RunState> settle() {
    patiently(driver::settle);
    return rig.states();
  }

  @Override
  public void close() {
    patiently(driver::close);
  }

  /**
   * In a rush, an engine may miss that there is something to do. It must find that later, by itself
   * and by its clock.
   */
  private void patiently(Runnable wait) {
    for (int tries = 1; ; tries++) {
      try {
        wait.run();
        return;
      } catch (AssertionError restless) {
        if (tries == TRIES) throw restless;
        pass(A_WHILE);
      }
    }
  }
}
