package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is: the part of its state that only the reducer understands.
 *
 * @param startedAt logical time of the first fold
 * @param fibers the live ones, in tree order; empty once the run has ended
 * @param handling the error handler runs; the run will fail with its first error
 * @param visits so far
 * @param opened how many timers and waits have been opened so far
 * @param deadline the run's; null when it has none or it is over
 * @param frozen where a retry would begin; null when there is nothing to retry
 * @param attempts last attempts of the steps that ran while the run was failing, by execution path:
 *     after a retry they may run again, and attempt numbers go on
 * @param usedEvents ids of events this run has taken, in that order
 * @param commands hashes of the last commands' ids, oldest first
 * @param offers hashes of the last offered events' input ids, oldest first
 */
public record Progress(
    Instant startedAt,
    SortedMap<FiberId, Fiber> fibers,
    boolean handling,
    long visits,
    long opened,
    @Nullable Instant deadline,
    @Nullable Frozen frozen,
    SortedMap<String, Integer> attempts,
    Set<String> usedEvents,
    List<Long> commands,
    List<Long> offers) {}
