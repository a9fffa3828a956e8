package dev.holdfast.domain.definition;

import dev.holdfast.domain.event.Filter;
import org.jspecify.annotations.Nullable;

/** A filter as written: its value is evaluated once, when the wait opens. */
public record FilterTemplate(String path, Filter.Op op, @Nullable Value value) {}
