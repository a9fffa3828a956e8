package dev.holdfast.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * HTTP/1.1 over connections that stay open, and nothing else: the clients of a measurement share
 * the machine with what is measured, so they must cost little. Thread-safe.
 */
final class LeanHttp implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final long FRESH_NANOS = 5_000_000_000L;

  private final String host;
  private final int port;
  private final String headers;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param url scheme, host and port of the server
   */
  LeanHttp(String url, String key) {
    URI uri = URI.create(url);
    host = uri.getHost();
    port = uri.getPort();
    headers =
        " HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n".formatted(host, port, key)
            + "Content-Type: application/json\r\nContent-Length: ";
  }

  /**
   * @param body empty for none
   * @return the body of the answer, which is 2xx
   */
  String send(String method, String path, String body) throws IOException {
    Connection connection = connection();
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head = method + " " + path + headers + content.length + "\r\n\r\n";
    String answer = connection.exchange((head + body).getBytes(StandardCharsets.UTF_8));
    if (connection.stays()) idle.add(connection);
    else connection.close();
    return answer;
  }

  private Connection connection() throws IOException {
    for (Connection free = idle.poll(); free != null; free = idle.poll()) {
      if (free.isFresh()) return free;
      free.close();
    }
    return new Connection(new Socket(host, port));
  }

  @Override
  public void close() {
    for (Connection each = idle.poll(); each != null; each = idle.poll()) each.close();
  }

  /** One connection; one thread at a time. */
  private static final class Connection {
    private final Socket socket;
    private final InputStream in;
    private boolean closing;
    private long usedAt = System.nanoTime();

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    String exchange(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      usedAt = System.nanoTime();
      String status = line();
      int length = -1;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith(LENGTH)) {
          length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
        } else if (lower.equals("connection: close")) {
          closing = true;
        }
      }
      String body =
          length < 0 ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (!status.startsWith("HTTP/1.1 2")) {
        throw new IllegalStateException("expected 2xx, but " + status + " " + body);
      }
      return body;
    }

    /** The server does not close it after this answer. */
    boolean stays() {
      return !closing;
    }

    /** The server cannot have closed it for idleness. */
    boolean isFresh() {
      return System.nanoTime() - usedAt < FRESH_NANOS;
    }

    private String chunks() throws IOException {
      StringBuilder body = new StringBuilder();
      while (true) {
        int size = Integer.parseInt(line(), 16);
        body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
        line();
        if (size == 0) return body.toString();
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) throw new EOFException("expected an answer, but the connection ended");
        if (c != '\r') line.append((char) c);
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
