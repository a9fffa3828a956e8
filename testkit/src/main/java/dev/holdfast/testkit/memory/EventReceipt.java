package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import java.util.Set;
import java.util.UUID;

/**
 * What became of an event.
 *
 * @param duplicate an event with this id had been stored; nothing happened
 * @param takers runs in which a wait took it, in the order of the offers
 */
public record EventReceipt(Event event, boolean duplicate, Set<UUID> takers) {}
