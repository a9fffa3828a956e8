package dev.holdfast.application.port.in;

/** The answer of a use case: what was asked for, or why it cannot be. */
public sealed interface Outcome<T> {
  record Ok<T>(T value) implements Outcome<T> {}

  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }
}
