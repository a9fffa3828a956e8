package dev.holdfast.domain.definition;

/** Every size a definition is held to, besides those of its expressions and paths. */
public final class DefinitionLimits {
  /** Objects and lists inside each other. */
  public static final int DEPTH = 64;

  /** Steps, those of all blocks together. */
  public static final int STEPS = 5_000;

  /** Issues that are listed. */
  public static final int ISSUES = 500;

  /** Branches of a parallel block, and items of a loop in flight. */
  public static final int BRANCHES = 1_000;

  /** Cases of a switch. */
  public static final int CASES = 1_000;

  /** Iterations of a while loop. */
  public static final int ITERATIONS = 10_000;

  /** Attempts of a retry policy. */
  public static final int ATTEMPTS = 1_000;

  /** The largest multiplier of a retry policy. */
  public static final int MULTIPLIER = 1_000;

  /** Triggers of a definition. */
  public static final int TRIGGERS = 50;

  /** Filters of a wait, conditions of a list, entries of {@code retryOn} or {@code catchOn}. */
  public static final int ENTRIES = 100;

  /** Characters of names of events, workflows, schemas and definitions. */
  public static final int NAME_LENGTH = 255;

  /** Characters of an error code. */
  public static final int CODE_LENGTH = 128;

  /** The longest timeout, duration or delay: a hundred years, in milliseconds. */
  public static final long MILLIS = 36_525L * 24 * 60 * 60 * 1000;

  private DefinitionLimits() {}
}
