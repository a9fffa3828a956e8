package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.RunState;
import java.util.function.Supplier;

/**
 * A run whose lease was just won.
 *
 * @param state decoded when asked for, so that the thread that claims need not do it
 * @param orphaned effects were asked for and may not have been carried out: fold {@link
 *     dev.holdfast.domain.run.Input.WorkerLost}
 * @param mail something may lie in the mailbox
 * @param stuckTries how often a fold of this run has thrown in a row
 */
public record ClaimedRun(
    RunLease lease,
    RunFacts facts,
    Supplier<RunState> state,
    boolean orphaned,
    boolean mail,
    int stuckTries) {}
