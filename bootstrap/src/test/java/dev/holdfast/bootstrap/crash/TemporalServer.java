package dev.holdfast.bootstrap.crash;

import dev.holdfast.testkit.temporal.TemporalProgram;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
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

  /**
   * What {@code HOLDFAST_TEST_TEMPORAL} names, else a {@code temporal} program, else one in this
   * process.
   */
  static TemporalServer best() {
    String given = System.getenv("HOLDFAST_TEST_TEMPORAL");
    if (given != null && !given.isBlank()) {
      return new TemporalServer("as given", given.strip(), true, () -> {});
    }
    Path program = TemporalProgram.find();
    if (program != null) {
      TemporalProgram server = TemporalProgram.start(program, List.of());
      return new TemporalServer(server.toString(), server.target(), true, server);
    }
    int port = freePort();
    return new TemporalServer(
        "in this process",
        "127.0.0.1:" + port,
        false,
        TestServer.createPortBoundServer(port, true));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
