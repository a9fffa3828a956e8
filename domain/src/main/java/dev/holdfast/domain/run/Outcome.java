package dev.holdfast.domain.run;

import dev.holdfast.domain.error.RunError;
import org.jspecify.annotations.Nullable;

/**
 * How an item of a loop or a branch ended.
 *
 * @param number of the item or branch
 * @param value what {@code collect} gave; null when there is none or the item failed
 * @param error null when it succeeded
 */
public record Outcome(int number, @Nullable Held value, @Nullable RunError error) {}
