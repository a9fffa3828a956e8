package dev.holdfast.domain.run;

import java.util.SortedMap;

/**
 * The fibers as they stood before an error that nothing took unwound them: where an operator's
 * retry begins.
 *
 * @param byEventWait the error was an event wait's timeout
 */
public record Frozen(SortedMap<FiberId, Fiber> fibers, boolean byEventWait) {}
