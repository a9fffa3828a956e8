package dev.holdfast.bootstrap.crash;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * How a {@link CrashNode} is started: from jars, with what a first run of it has taught the JVM,
 * because hundreds are started and each would spend most of its life in starting.
 *
 * @param options of the JVM, with its class path
 */
record NodeProgram(List<String> options) {
  private static final List<String> OPTIONS =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  static NodeProgram trained(Path folder, DatabaseAddress database) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(List.of("-cp", jars(folder)));
    Path cache = folder.resolve("node.aot");
    List<String> training = new ArrayList<>(options);
    training.add("-XX:AOTCacheOutput=" + cache);
    List<String> command = new NodeProgram(training).command("NEVER", 0, database);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("training.log").toFile())
              .start();
      // At the end of its orders it leaves in good order, and the JVM writes down what it learnt.
      process.getOutputStream().close();
      if (!process.waitFor(3, TimeUnit.MINUTES)) throw new AssertionError("the training hangs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    options.add("-XX:AOTCache=" + cache);
    return new NodeProgram(options);
  }

  /** The class path with its folders packed: only what is in jars can be learnt. */
  private static String jars(Path folder) {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Files.isDirectory(Path.of(entry))) {
        jars.add(entry);
        continue;
      }
      String jar = folder.resolve("classes" + jars.size() + ".jar").toString();
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(System.out, System.err, "cf", jar, "-C", entry, ".");
      if (code != 0) throw new AssertionError("expected to pack " + entry + ", but: " + code);
      jars.add(jar);
    }
    return String.join(File.pathSeparator, jars);
  }

  /**
   * @param point where it dies, or {@code NEVER}
   * @param passes how often it passes there first
   */
  List<String> command(String point, int passes, DatabaseAddress database) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(CrashNode.class.getName(), point, Integer.toString(passes)));
    command.addAll(List.of("--database-url", database.url()));
    command.addAll(List.of("--database-user", Objects.requireNonNull(database.user())));
    command.addAll(List.of("--database-password", Objects.requireNonNull(database.password())));
    command.addAll(List.of("--http-allow-private", "true", "--worker-lease", "3s"));
    command.addAll(List.of("--worker-poll-interval", "200ms"));
    return command;
  }
}
