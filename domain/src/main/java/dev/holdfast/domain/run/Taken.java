package dev.holdfast.domain.run;

import dev.holdfast.domain.event.Event;

/**
 * An event that a fiber took.
 *
 * @param bytes of its payload's JSON text in UTF-8
 */
public record Taken(Event event, long bytes) {}
