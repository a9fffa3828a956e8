package dev.holdfast.testkit.parity;

/** How much of two engines' accounts must be the same. */
public enum Likeness {
  /** Everything, times included: for engines on the same virtual clock. */
  WITH_TIMES,
  /** All but the instants of entries and what is computed from them: parity as defined. */
  BUT_TIMES
}
