/**
 * JSON as plain immutable Java values: {@code Map<String, @Nullable Object>} in insertion order,
 * {@code List}, {@code String}, {@code Boolean}, {@code Long} for whole numbers within its range,
 * {@code java.math.BigDecimal} for every other number, and null.
 */
@NullMarked
package dev.holdfast.domain.json;

import org.jspecify.annotations.NullMarked;
