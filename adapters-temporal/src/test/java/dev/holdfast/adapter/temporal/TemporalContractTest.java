package dev.holdfast.adapter.temporal;

/** The interpreter's contract on the server in this process. */
class TemporalContractTest extends TemporalContract {
  TemporalContractTest() {
    super(TestTemporal.inProcess(), 0);
  }
}
