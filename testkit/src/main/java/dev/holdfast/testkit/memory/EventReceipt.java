package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Verdict;
import java.util.Map;
import java.util.UUID;

/**
 * What became of an event.
 *
 * @param duplicate an event with this id had been stored; nothing happened
 * @param verdicts by run it was offered to, in the order of the offers
 */
public record EventReceipt(Event event, boolean duplicate, Map<UUID, Verdict> verdicts) {}
