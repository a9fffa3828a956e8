package dev.holdfast.domain.expression;

import java.time.Instant;

/**
 * What an evaluation knows besides its scope.
 *
 * @param now logical time: what {@code nowIso()}, {@code $now()} and {@code $millis()} answer
 */
public record EvaluationContext(Instant now) {}
