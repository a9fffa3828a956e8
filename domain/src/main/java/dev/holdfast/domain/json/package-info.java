/**
 * JSON as plain immutable Java values: {@code Map<String, @Nullable Object>} in insertion order,
 * {@code List}, {@code String}, {@code Boolean}, {@code Long} for whole numbers within its range,
 * {@code java.math.BigDecimal} without trailing zeros for every other number, and null. So a number
 * has one form, and {@code 1}, {@code 1.0} and {@code 1e0} are the same value.
 */
@NullMarked
package dev.holdfast.domain.json;

import org.jspecify.annotations.NullMarked;
