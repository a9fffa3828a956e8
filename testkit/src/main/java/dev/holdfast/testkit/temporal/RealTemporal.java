package dev.holdfast.testkit.temporal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real Temporal server: the one that {@code HOLDFAST_TEST_TEMPORAL} names, else one of its own
 * from the {@code temporal} program, with {@link #SETTINGS}. With {@code none} as the name there is
 * none.
 */
public final class RealTemporal implements AutoCloseable {
  /**
   * How one of its own is set up. A development server has one shard, which looks for tasks 20
   * times a second by default: each step from task to task would take 50 ms whoever asks for it,
   * and nothing else would be measured. Clusters have hundreds of shards, each with a limit of its
   * own. A workflow may continue as new once a second by default; tests have it do so all the time.
   */
  public static final List<String> SETTINGS =
      List.of(
          "history.transferProcessorMaxPollRPS=1000",
          "history.workflowIdReuseMinimalInterval=\"1ms\"",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1");

  private static final String GIVEN = "HOLDFAST_TEST_TEMPORAL";

  private final String what;
  private final String target;
  private final @Nullable TemporalProgram started;

  private RealTemporal(String what, String target, @Nullable TemporalProgram started) {
    this.what = what;
    this.target = target;
    this.started = started;
  }

  /** Whether there may be one; what is not here may still be a container. */
  public static boolean isWanted() {
    return !"none".equals(System.getenv(GIVEN));
  }

  /**
   * The one that is given, or a new one.
   *
   * @return null where none is given or wanted, and there is no program
   */
  public static @Nullable RealTemporal find() {
    return find(null);
  }

  /**
   * As above, but a new one keeps its promises: it writes to disk before it answers.
   *
   * @param file of its database, not there yet
   */
  public static @Nullable RealTemporal durable(Path file) {
    return find(file);
  }

  private static @Nullable RealTemporal find(@Nullable Path file) {
    if (!isWanted()) return null;
    String given = System.getenv(GIVEN);
    if (given != null && !given.isBlank()) return new RealTemporal("as given", given.strip(), null);
    Path program = TemporalProgram.find();
    if (program == null) return null;
    TemporalProgram started = TemporalProgram.start(program, SETTINGS, file);
    return new RealTemporal(started.toString(), started.target(), started);
  }

  /** As {@code host:port}. */
  public String target() {
    return target;
  }

  /** Where it is from. */
  @Override
  public String toString() {
    return what;
  }

  /** Ends one that was started here, and everything it knows. */
  @Override
  public void close() {
    if (started != null) started.close();
  }
}
