package dev.holdfast.domain.run;

/** What a fold, and a whole run, may still do. Counted, never timed. */
final class Budget {
  private final Cell<Long> visits;
  private final Cell<Integer> foldVisits = new Cell<>(0);
  private final Cell<Long> evaluationSteps = new Cell<>(0L);

  /**
   * @param visits that the run has made so far
   */
  Budget(long visits) {
    this.visits = new Cell<>(visits);
  }

  /** Counts a visit; false when this fold has had enough of them. */
  boolean maySpendVisit() {
    if (foldVisits.get() >= RunLimits.FOLD_VISITS) return false;
    if (evaluationSteps.get() >= RunLimits.FOLD_EVALUATION_STEPS) return false;
    foldVisits.set(foldVisits.get() + 1);
    visits.set(visits.get() + 1);
    return true;
  }

  /** A run that is revived after it spent all its visits has none left, not fewer than none. */
  void forgetVisitsOverLimit() {
    visits.set(Math.min(visits.get(), RunLimits.RUN_VISITS));
  }

  /** Of the whole run. */
  long visits() {
    return visits.get();
  }

  void spendEvaluationSteps(long steps) {
    evaluationSteps.set(evaluationSteps.get() + steps);
  }
}
