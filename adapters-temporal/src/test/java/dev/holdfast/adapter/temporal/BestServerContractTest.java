package dev.holdfast.adapter.temporal;

/** The interpreter's contract on a real server, where there is one; else in this process again. */
class BestServerContractTest extends TemporalContract {
  BestServerContractTest() {
    super(TestTemporal.best(), 0);
  }
}
