package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.testkit.temporal.RealTemporal;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holdfast EE and a workflow written by hand in one process on one real Temporal server, one after
 * the other, round by round and each round in another order: the same three calls that do nothing.
 * By hand without a database, and by hand with a row that tells of the workflow; Holdfast has its
 * projections always. All tables are in one PostgreSQL server with fsync on.
 *
 * <p>Arguments: seconds per measurement (10), clients (32), rounds (3), unmeasured rounds before
 * them (1), and what to compare: {@code all}, or some of {@code events}, {@code lone}, {@code load}
 * with commas between; one of the sides' names ({@code bare}, {@code row}, {@code holdfast}) among
 * them leaves the others out, for profiles. The server is what {@link RealTemporal} finds; a new
 * one writes to disk before it answers, as PostgreSQL does.
 */
public final class BesideTemporal {
  private static final int COUNTED = 20;
  private static final int STEPS = 3;

  private final PrintStream out;
  private final Arguments given;

  private BesideTemporal(PrintStream out, List<String> arguments) {
    this.out = out;
    this.given = Arguments.read(arguments, 32, 1, "events,lone,load");
  }

  public static void main(String[] arguments) throws Exception {
    BesideTemporal benchmark = new BesideTemporal(System.out, List.of(arguments));
    Path file = Files.createTempDirectory("temporal-benchmark").resolve("temporal.db");
    try (RealTemporal server = RealTemporal.durable(file)) {
      if (server == null) throw new IllegalStateException("expected a temporal program");
      benchmark.on(server.target());
    }
    System.exit(0);
  }

  /** One way to have the three calls made. */
  private record Side(String key, Workload workload, Once once) {}

  /** Does it once and answers the workflow's id. */
  private interface Once {
    String run();
  }

  private void on(String target) throws Exception {
    DatabaseAddress database = ScratchServer.emptyDatabase();
    Path data = Files.createTempDirectory("holdfast-benchmark");
    try (HandWritten hand = new HandWritten(target, ScratchServer.emptyDatabase());
        Service service =
            Service.start(settings(data, database, target), List.of(NoopActions.class));
        HoldfastRest rest =
            new HoldfastRest(service.url(), Files.readString(data.resolve("admin-key")).strip())) {
      String three = rest.publish(Definitions.THREE_ACTIONS);
      HoldfastInProcess holdfast = new HoldfastInProcess(service.context(), "Holdfast EE");
      List<Side> sides = new ArrayList<>();
      sides.add(new Side("bare", hand.threeActions(), hand::run));
      sides.add(new Side("row", hand.threeActionsWithRow(), hand::runWithRow));
      sides.add(
          new Side("holdfast", holdfast.threeActions(three), () -> "run-" + holdfast.run(three)));
      if (sides.stream().anyMatch(side -> given.wanted().contains(side.key()))) {
        sides.removeIf(side -> !given.wanted().contains(side.key()));
      }
      if (given.wanted().contains("events")) events(hand, sides);
      long postmaster = hand.postmaster();
      List<String> ratios = new ArrayList<>();
      warmUp(sides);
      header();
      if (given.wanted().contains("lone")) {
        ratios.addAll(
            compare(
                "start to end, one client, p50", sides, postmaster, 1, m -> m.percentileMs(50)));
      }
      if (given.wanted().contains("load")) {
        ratios.addAll(
            compare("runs/s", sides, postmaster, given.clients(), Measurement::perSecond));
      }
      out.println();
      ratios.forEach(out::println);
    }
  }

  /** With many clients whatever is measured afterwards: it is the number of runs that compiles. */
  private void warmUp(List<Side> sides) throws Exception {
    for (int round = 0; round < given.unmeasured(); round++) {
      for (Side side : sides) ClosedLoop.during(side.workload(), given.clients(), given.time());
    }
  }

  /** Counts what lone runs leave in their histories. */
  private void events(HandWritten hand, List<Side> sides) {
    for (Side side : sides) {
      Map<String, Integer> types = new LinkedHashMap<>();
      int all = 0;
      for (int i = 0; i < COUNTED; i++) {
        for (String type : hand.history(side.once().run())) {
          types.merge(type, 1, Integer::sum);
          all++;
        }
      }
      out.printf(
          Locale.ROOT,
          "history events of %d runs, %s: %.2f per step, %.1f per run %s%n",
          COUNTED,
          side.workload().name(),
          (double) all / COUNTED / STEPS,
          (double) all / COUNTED,
          types);
    }
  }

  private List<String> compare(
      String what,
      List<Side> sides,
      long postmaster,
      int clients,
      ToDoubleFunction<Measurement> figure)
      throws Exception {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int round = 0; round < given.rounds(); round++) {
      List<Side> order = new ArrayList<>(sides);
      if (round % 2 != 0) Collections.reverse(order);
      for (Side side : order) {
        ProcessorTime before = ProcessorTime.now(postmaster);
        Measurement measured = ClosedLoop.during(side.workload(), clients, given.time());
        String taken = ProcessorTime.now(postmaster).since(before, measured.latencies().length);
        out.println(measured.row() + " " + taken);
        figures
            .computeIfAbsent(side.key(), _ -> new ArrayList<>())
            .add(figure.applyAsDouble(measured));
      }
    }
    List<String> ratios = new ArrayList<>();
    double holdfast = median(figures.getOrDefault("holdfast", List.of()));
    for (Side side : sides) {
      double median = median(figures.getOrDefault(side.key(), List.of()));
      ratios.add(
          String.format(
              Locale.ROOT,
              "%s, %s: median %.1f; Holdfast EE to it: %.2f",
              what,
              side.workload().name(),
              median,
              holdfast / median));
    }
    return ratios;
  }

  private static double median(List<Double> figures) {
    if (figures.isEmpty()) return Double.NaN;
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
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
