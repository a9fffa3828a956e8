package dev.holdfast.adapter.actions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes one request on each connection and closes it without a word. */
final class ClosingService implements AutoCloseable {
  private final ServerSocket server;
  private final boolean answers;
  private final AtomicInteger requests = new AtomicInteger();
  private final Semaphore closed = new Semaphore(0);
  private final Thread serving;

  /**
   * @param answers whether it answers the request first, as one that keeps the connection
   */
  ClosingService(boolean answers) throws IOException {
    this.answers = answers;
    this.server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    this.serving = Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        take(socket);
      } catch (IOException e) {
        // The service ends, or its caller has gone.
        continue;
      }
      closed.release();
    }
  }

  private void take(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
    }
    for (int i = 0; i < length; i++) in.read();
    requests.incrementAndGet();
    if (answers) {
      socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  int requests() {
    return requests.get();
  }

  /** Waits for one more connection to be closed. */
  void awaitClosed() throws InterruptedException {
    assertThat(closed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Until the last accept has returned, the port may still take a connection. */
  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    serving.join();
  }
}
