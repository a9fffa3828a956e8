package dev.holdfast.testkit.contract;

import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real engine on a clock that stands still, as {@link EngineDriver} plays scenarios on it. One at
 * a time. All runs are of {@link dev.holdfast.testkit.memory.MemoryRuntime#TENANT}.
 */
public interface EngineRig {
  /**
   * Forgets all runs, events and calls, sets the clock to {@link
   * dev.holdfast.testkit.SettableTime#EPOCH}, and has the engine ask this world from now on: for
   * its reducer, its programs, its calls and the starts of its children.
   */
  void enter(ScenarioWorld world);

  /** The engine as it is now: {@link #lose} may bring another one. */
  RunEngine engine();

  EventRouter router();

  RunReads runs();

  EventReads events();

  /**
   * @see dev.holdfast.testkit.scenario.ScenarioDriver#refusesCommands
   */
  @Nullable String refusesCommands();

  /** For calls of the node that works now. */
  ActionLedger ledger();

  Instant now();

  /** Sets every clock there is, and does nothing else. */
  void set(Instant instant);

  /** Has the engine look at its clock, and do what is due. Need not wait for it to be done. */
  void tick();

  /** The states of all runs as the engine would go on with them: never a view. */
  Map<UUID, RunState> states();

  /**
   * Says what is still under way, or null when nothing is: no input unread, no fold or write going
   * on, no child to be started. Timers in the future are not under way.
   *
   * @param held calls that stay as they are until the script goes on; all others are under way
   */
  @Nullable String unrest(Set<UUID> held);

  /** Loses the node that works, as if its process had died, and has another one take over. */
  void lose();
}
