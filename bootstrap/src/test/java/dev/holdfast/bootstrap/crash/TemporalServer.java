package dev.holdfast.bootstrap.crash;

import dev.holdfast.testkit.FreePort;
import dev.holdfast.testkit.temporal.RealTemporal;
import io.temporal.testserver.TestServer;
import java.util.UUID;

/** The Temporal server that services of a test share. */
final class TemporalServer implements AutoCloseable {
  private final String what;
  private final String target;
  private final boolean isReal;
  private final AutoCloseable server;
  private final String queue = "crash-" + UUID.randomUUID();

  private TemporalServer(String what, String target, boolean isReal, AutoCloseable server) {
    this.what = what;
    this.target = target;
    this.isReal = isReal;
    this.server = server;
  }

  /** A real one where there is any, else one in this process. */
  static TemporalServer best() {
    RealTemporal real = RealTemporal.find();
    if (real != null) return new TemporalServer(real.toString(), real.target(), true, real);
    int port = FreePort.find();
    return new TemporalServer(
        "in this process",
        "127.0.0.1:" + port,
        false,
        TestServer.createPortBoundServer(port, true));
  }

  /** As {@code host:port}. */
  String target() {
    return target;
  }

  boolean isReal() {
    return isReal;
  }

  /** One that nobody else uses. */
  String taskQueue() {
    return queue;
  }

  @Override
  public void close() throws Exception {
    server.close();
  }

  @Override
  public String toString() {
    return what + " at " + target;
  }
}
