package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holdfast and DBOS Transact in one process on one PostgreSQL server that keeps its promises (fsync
 * on), one after the other, round by round.
 *
 * <p>Arguments: seconds per measurement (10), clients (64), rounds (3).
 */
public final class SideBySide {
  private static final int WAITS_OF_PEER = 2_000;
  private static final int WAITS = 10_000;
  private static final int WAITS_OVER_REST = 3_000;

  private final PrintStream out;
  private final Duration time;
  private final int clients;
  private final int rounds;

  private SideBySide(PrintStream out, Duration time, int clients, int rounds) {
    this.out = out;
    this.time = time;
    this.clients = clients;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    SideBySide benchmark =
        new SideBySide(
            System.out,
            Duration.ofSeconds(number(arguments, 0, 10)),
            number(arguments, 1, 64),
            number(arguments, 2, 3));
    benchmark.run();
    // The peer leaves threads behind.
    System.exit(0);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private void run() throws Exception {
    DatabaseAddress ours = ScratchServer.emptyDatabase();
    DatabaseAddress theirs = ScratchServer.emptyDatabase();
    Path data = Files.createTempDirectory("holdfast-benchmark");
    try (Service service = Service.start(settings(data, ours), List.of(NoopActions.class));
        DbosPeer peer = new DbosPeer(theirs.url(), text(theirs.user()), text(theirs.password()));
        HoldfastRest rest =
            new HoldfastRest(service.url(), Files.readString(data.resolve("admin-key")).strip())) {
      String three = rest.publish(Definitions.THREE_ACTIONS);
      String wait = rest.publish(Definitions.WAIT);
      HoldfastInProcess holdfast = new HoldfastInProcess(service.context());
      List<Pair> pairs =
          List.of(
              new Pair(
                  "runs/s, in process",
                  timed(peer.threeActions()),
                  timed(holdfast.threeActions(three))),
              new Pair(
                  "events/s, in process",
                  counted(peer.waitThenEvent(), WAITS_OF_PEER),
                  counted(holdfast.waitThenEvent(wait), WAITS)),
              new Pair(
                  "runs/s over REST", timed(peer.threeActions()), timed(rest.threeActions(three))),
              new Pair(
                  "events/s over REST",
                  counted(peer.waitThenEvent(), WAITS_OF_PEER),
                  counted(rest.waitThenEvent(wait), WAITS_OVER_REST)));
      header();
      List<String> ratios = new ArrayList<>();
      for (Pair pair : pairs) ratios.add(compare(pair));
      header();
      out.println(ClosedLoop.during(holdfast.threeActions(three), 1, time).row());
      ratios.forEach(out::println);
    }
  }

  private record Pair(String what, Runs peer, Runs holdfast) {}

  /** Measures one workload once. */
  private interface Runs {
    Measurement measure() throws Exception;
  }

  private Runs timed(Workload workload) {
    return () -> ClosedLoop.during(workload, clients, time);
  }

  private Runs counted(Workload workload, int operations) {
    return () -> ClosedLoop.times(workload, clients, operations);
  }

  private String compare(Pair pair) throws Exception {
    pair.peer().measure();
    pair.holdfast().measure();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Measurement peer = pair.peer().measure();
      Measurement holdfast = pair.holdfast().measure();
      out.println(peer.row());
      out.println(holdfast.row());
      ratios.add(holdfast.perSecond() / peer.perSecond());
    }
    ratios.sort(null);
    return String.format(
        Locale.ROOT,
        "%s: median ratio %.1f (%s)",
        pair.what(),
        ratios.get(ratios.size() / 2),
        String.join(
            ", ", ratios.stream().map(r -> String.format(Locale.ROOT, "%.1f", r)).toList()));
  }

  private void header() {
    out.println();
    out.printf(
        "| %-44s | %7s | %9s | %8s | %8s | %8s |%n",
        "what", "clients", "per s", "p50 ms", "p99 ms", "number");
    out.println("|---|---|---|---|---|---|");
  }

  private static Settings settings(Path data, DatabaseAddress database) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, data.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, text(database.user()));
    given.put(Setting.DATABASE_PASSWORD, text(database.password()));
    return Settings.of(given);
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
