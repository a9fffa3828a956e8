package dev.holdfast.benchmarks.load;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Processor time that was taken until now. On a machine where all compete for two cores it says
 * more than rates do.
 *
 * @param jvm this process, clients included
 * @param postgres the server whose main process is given, with all its processes
 * @param temporal a server that this process has started; zero when another one has
 */
record ProcessorTime(Duration jvm, Duration postgres, Duration temporal) {
  /**
   * @param postmaster process id
   */
  static ProcessorTime now(long postmaster) {
    return new ProcessorTime(
        taken(Stream.of(ProcessHandle.current())),
        taken(ProcessHandle.of(postmaster).stream().flatMap(ProcessorTime::withChildren)),
        taken(ProcessHandle.current().children().filter(ProcessorTime::isTemporal)));
  }

  private static Stream<ProcessHandle> withChildren(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.children());
  }

  private static boolean isTemporal(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/temporal");
  }

  private static Duration taken(Stream<ProcessHandle> processes) {
    return processes
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What was taken since, for each of so many. */
  String since(ProcessorTime before, int number) {
    return String.format(
        Locale.ROOT,
        "processor ms each: JVM %.1f, PostgreSQL %.1f, Temporal %.1f",
        ms(jvm.minus(before.jvm), number),
        ms(postgres.minus(before.postgres), number),
        ms(temporal.minus(before.temporal), number));
  }

  private static double ms(Duration taken, int number) {
    return taken.toNanos() / 1e6 / number;
  }
}
