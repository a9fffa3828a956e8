package dev.holdfast.testkit.temporal;

import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A development server that was started from the {@code temporal} program, on a free port of this
 * machine. It ends with the JVM at the latest.
 */
public final class TemporalProgram implements AutoCloseable {
  /** The version that {@code .ci/run} builds. */
  public static final String VERSION = "1.5.1";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path program;
  private final Process process;
  private final int port;
  private final Thread lastResort;

  private TemporalProgram(Path program, Process process, int port) {
    this.program = program;
    this.process = process;
    this.port = port;
    this.lastResort = new Thread(process::destroyForcibly);
  }

  /**
   * The program: on the {@code PATH}, else where {@code .ci/run} keeps it.
   *
   * @return null when there is none
   */
  public static @Nullable Path find() {
    List<Path> folders = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      StringTokenizer names = new StringTokenizer(path, File.pathSeparator);
      while (names.hasMoreTokens()) folders.add(Path.of(names.nextToken()));
    }
    folders.add(
        Path.of(System.getProperty("user.home"), ".cache", "holdfast", "temporal-" + VERSION));
    for (Path folder : folders) {
      Path candidate = folder.resolve("temporal");
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) return candidate;
    }
    return null;
  }

  /**
   * Starts a server, and returns when it takes connections.
   *
   * @param dynamicConfig settings of the server such as {@code
   *     limit.historyCount.suggestContinueAsNew=200}; values are JSON
   */
  public static TemporalProgram start(Path program, List<String> dynamicConfig) {
    return start(program, dynamicConfig, null);
  }

  /**
   * As above.
   *
   * @param file where the server keeps everything, synchronously; null for memory
   */
  public static TemporalProgram start(
      Path program, List<String> dynamicConfig, @Nullable Path file) {
    int port = FreePort.find();
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("server", "start-dev", "--headless", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port), "--log-level", "error"));
    if (file != null) command.addAll(List.of("--db-filename", file.toString()));
    for (String setting : dynamicConfig) command.addAll(List.of("--dynamic-config-value", setting));
    try {
      Path log = Files.createTempFile("temporal", ".log");
      log.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      TemporalProgram server = new TemporalProgram(program, process, port);
      Runtime.getRuntime().addShutdownHook(server.lastResort);
      try {
        Await.until("a Temporal server takes connections; see " + log, PATIENCE, server::answers);
      } catch (AssertionError e) {
        server.close();
        throw e;
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError(
          "expected " + program + " to run, but it ended: " + process.exitValue());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** As {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String toString() {
    return "the program " + program;
  }

  /** Ends the server, and everything it knows. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The JVM is going down already.
    }
  }
}
