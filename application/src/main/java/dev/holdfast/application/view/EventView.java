package dev.holdfast.application.view;

import dev.holdfast.domain.event.Event;
import java.util.List;

/**
 * A stored event.
 *
 * @param keys all keys it is offered under
 * @param deliveries empty in lists
 */
public record EventView(Event event, List<String> keys, List<Delivery> deliveries) {}
