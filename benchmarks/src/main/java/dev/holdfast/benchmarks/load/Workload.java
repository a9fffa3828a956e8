package dev.holdfast.benchmarks.load;

/** One kind of work that many clients ask for, each one thing after the other. Thread-safe. */
interface Workload {
  /** Shown in the table. */
  String name();

  /**
   * Makes ready for so many operations; not measured.
   *
   * @param operations 0 when the time decides how many there will be
   */
  void prepare(int operations) throws Exception;

  /** Does one and answers when it is done for good. */
  void once() throws Exception;
}
