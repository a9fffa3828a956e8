package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application as it is delivered, in a process of its own. */
public final class PackagedService implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path data;
  private final Path output;

  private PackagedService(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  public static Path jar() {
    return Path.of(Objects.requireNonNull(System.getProperty("app.jar"), "app.jar"));
  }

  /** The command that starts the application, without its arguments. */
  public static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-Duser.language=en",
        "-Duser.timezone=UTC",
        "-jar",
        jar().toString());
  }

  /** Begins a start and does not wait for it. */
  public static PackagedService begin(
      Path data, Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of("--data", data.toString(), "--port", "0"));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("holdfast-output-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(variables);
      return new PackagedService(builder.start(), data, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the application and waits until it is ready. */
  public static PackagedService start(
      Path data, Map<String, String> variables, String... arguments) {
    PackagedService service = begin(data, variables, arguments);
    service.awaitReady();
    return service;
  }

  public static PackagedService start(Path data, String... arguments) {
    return start(data, Map.of(), arguments);
  }

  public void awaitReady() {
    Await.until(
        "the service is ready or ended, " + data,
        START,
        () -> !process.isAlive() || ready("pid") instanceof Long pid && pid == process.pid());
    assertThat(process.isAlive()).as(output()).isTrue();
  }

  private @Nullable Object ready(String member) {
    try {
      Object json = new JacksonJsonText().parse(Files.readString(data.resolve("ready.json")));
      return Json.objectOf(json).get(member);
    } catch (IOException notYet) {
      return null;
    }
  }

  public String url() {
    return String.valueOf(ready("url"));
  }

  /** With the admin key, if this service has made it. */
  public Api api() {
    try {
      String key = Files.readString(data.resolve("admin-key")).strip();
      return new Api(url(), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** What it printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    end(Duration.ofSeconds(30));
  }

  /** Waits for its end; false when it still lives after that time. */
  public boolean diesWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks it to stop as {@code kill} does, and answers its exit code. */
  public int stop() {
    process.destroy();
    return end(Duration.ofMinutes(2));
  }

  /** Waits until it ends by itself, and answers its exit code. */
  public int end(Duration patience) {
    try {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended within %s: %s", patience, output())
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) stop();
  }
}
