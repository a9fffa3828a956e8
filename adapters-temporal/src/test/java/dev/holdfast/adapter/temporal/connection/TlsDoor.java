package dev.holdfast.adapter.temporal.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Speaks TLS for a server that does not: what comes in is handed on in plain. */
public final class TlsDoor implements AutoCloseable {
  private final SSLServerSocket door;
  private final String host;
  private final int port;

  private TlsDoor(SSLServerSocket door, String target) {
    this.door = door;
    this.host = target.substring(0, target.indexOf(':'));
    this.port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
  }

  /**
   * @param target {@code host:port} of the server
   * @param visitors whose certificate every visitor must show; null asks for none
   */
  public static TlsDoor open(String target, Certificates shown, @Nullable Certificates visitors) {
    try {
      SSLServerSocket socket =
          (SSLServerSocket)
              shown
                  .server(visitors == null ? shown : visitors)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      parameters.setNeedClientAuth(visitors != null);
      socket.setSSLParameters(parameters);
      TlsDoor door = new TlsDoor(socket, target);
      Thread.ofVirtual().name("tls-door").start(door::serve);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        SSLSocket visitor = (SSLSocket) door.accept();
        Thread.ofVirtual().name("tls-visitor").start(() -> admit(visitor));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void admit(SSLSocket visitor) {
    try (visitor;
        Socket server = new Socket(host, port)) {
      visitor.startHandshake();
      Thread back = Thread.ofVirtual().name("tls-back").start(() -> hand(server, visitor));
      hand(visitor, server);
      back.join();
    } catch (IOException refused) {
      // The visitor hears of it by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hand(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException closed) {
      // Either side may go at any time.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
