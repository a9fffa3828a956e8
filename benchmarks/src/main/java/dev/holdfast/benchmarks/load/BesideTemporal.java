package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.testkit.temporal.TemporalProgram;
import io.temporal.client.WorkflowClient;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holdfast EE and a workflow written by hand in one process on one real Temporal server, one after
 * the other, round by round: the same three calls that do nothing. Holdfast's side has its database
 * (fsync on) besides.
 *
 * <p>Arguments: seconds per measurement (10), clients (32), rounds (3). The server is the one at
 * {@code HOLDFAST_TEST_TEMPORAL}, else a fresh one from the {@code temporal} program.
 */
public final class BesideTemporal {
  private static final int STEPS = 3;
  private static final int COUNTED = 40;

  private final PrintStream out;
  private final Duration time;
  private final int clients;
  private final int rounds;

  private BesideTemporal(PrintStream out, Duration time, int clients, int rounds) {
    this.out = out;
    this.time = time;
    this.clients = clients;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    BesideTemporal benchmark =
        new BesideTemporal(
            System.out,
            Duration.ofSeconds(number(arguments, 0, 10)),
            number(arguments, 1, 32),
            number(arguments, 2, 3));
    String given = System.getenv("HOLDFAST_TEST_TEMPORAL");
    if (given != null && !given.isBlank()) {
      benchmark.on(given);
    } else {
      Path program = TemporalProgram.find();
      if (program == null) throw new IllegalStateException("expected a temporal program");
      try (TemporalProgram server = TemporalProgram.start(program, List.of())) {
        benchmark.on(server.target());
      }
    }
    System.exit(0);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private void on(String target) throws Exception {
    DatabaseAddress database = ScratchServer.emptyDatabase();
    Path data = Files.createTempDirectory("holdfast-benchmark");
    try (HandWritten hand = new HandWritten(target);
        Service service =
            Service.start(settings(data, database, target), List.of(NoopActions.class));
        HoldfastRest rest =
            new HoldfastRest(service.url(), Files.readString(data.resolve("admin-key")).strip())) {
      String three = rest.publish(Definitions.THREE_ACTIONS);
      HoldfastInProcess holdfast = new HoldfastInProcess(service.context(), "Holdfast EE");
      warmUp(hand, holdfast, three);
      events(hand, holdfast, three);
      header();
      List<String> ratios = new ArrayList<>();
      ratios.add(compare("start to end, p50", hand, holdfast.threeActions(three), 1));
      ratios.add(compare("runs/s", hand, holdfast.threeActions(three), clients));
      out.println();
      ratios.forEach(out::println);
    }
  }

  private void warmUp(HandWritten hand, HoldfastInProcess holdfast, String three) throws Exception {
    ClosedLoop.during(hand.threeActions(), clients, time);
    ClosedLoop.during(holdfast.threeActions(three), clients, time);
  }

  /** Counts what lone runs leave in their histories. */
  private void events(HandWritten hand, HoldfastInProcess holdfast, String three) {
    double theirs = 0;
    double ours = 0;
    for (int i = 0; i < COUNTED; i++) {
      theirs += length(hand.client(), hand.run());
      ours += length(hand.client(), "run-" + holdfast.run(three));
    }
    double perStepByHand = theirs / COUNTED / STEPS;
    double perStep = ours / COUNTED / STEPS;
    out.printf(
        Locale.ROOT,
        "history events per step: by hand %.2f, Holdfast EE %.2f, ratio %.2f%n",
        perStepByHand,
        perStep,
        perStep / perStepByHand);
  }

  private static long length(WorkflowClient client, String workflowId) {
    return client.streamHistory(workflowId).count();
  }

  private String compare(String what, HandWritten hand, Workload ours, int clients)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Measurement theirs = ClosedLoop.during(hand.threeActions(), clients, time);
      Measurement holdfast = ClosedLoop.during(ours, clients, time);
      out.println(theirs.row());
      out.println(holdfast.row());
      ratios.add(
          clients == 1
              ? holdfast.percentileMs(50) / theirs.percentileMs(50)
              : holdfast.perSecond() / theirs.perSecond());
    }
    ratios.sort(null);
    return String.format(
        Locale.ROOT,
        "%s: median ratio %.2f (%s)",
        what,
        ratios.get(ratios.size() / 2),
        String.join(
            ", ", ratios.stream().map(r -> String.format(Locale.ROOT, "%.2f", r)).toList()));
  }

  private void header() {
    out.println();
    out.printf(
        "| %-44s | %7s | %9s | %8s | %8s | %8s |%n",
        "what", "clients", "per s", "p50 ms", "p99 ms", "number");
    out.println("|---|---|---|---|---|---|");
  }

  private static Settings settings(Path data, DatabaseAddress database, String target) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, data.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, text(database.user()));
    given.put(Setting.DATABASE_PASSWORD, text(database.password()));
    given.put(Setting.EDITION, "ee");
    given.put(Setting.TEMPORAL_TARGET, target);
    return Settings.of(given);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
