package dev.holdfast.domain.definition;

/** How far back an opening wait looks for an event that came before it. */
public sealed interface Lookback {
  /** Since the receipt of the event that started the run, else since the run's start. */
  record SinceStart() implements Lookback {}

  record None() implements Lookback {}

  /** So many milliseconds before the opening; may reach before the run's start. */
  record Millis(long millis) implements Lookback {}
}
