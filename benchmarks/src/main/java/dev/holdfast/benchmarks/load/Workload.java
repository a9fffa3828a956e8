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

  /** Work that needs nothing made ready. */
  static Workload of(String name, Runnable once) {
    return new Workload() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void prepare(int operations) {}

      @Override
      public void once() {
        once.run();
      }
    };
  }
}
