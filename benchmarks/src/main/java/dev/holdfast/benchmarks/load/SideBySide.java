package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holdfast and DBOS Transact in one process on one PostgreSQL server that keeps its promises (fsync
 * on), one after the other, round by round.
 *
 * <p>Arguments: seconds per measurement (10), clients (64), rounds (3), unmeasured rounds before
 * them, of both sides alike (2), and what to compare: {@code all}, or some of {@code runs}, {@code
 * events}, {@code rest-runs}, {@code rest-events} with commas between; {@code alone} among them
 * leaves the peer out, for profiles.
 */
public final class SideBySide {
  private static final int WAITS_OF_PEER = 2_000;
  private static final int WAITS = 20_000;
  private static final int WAITS_OVER_REST = 5_000;
  private static final String ALL = "runs,events,rest-runs,rest-events";

  private final PrintStream out;
  private final Arguments given;

  private SideBySide(PrintStream out, List<String> arguments) {
    this.out = out;
    this.given = Arguments.read(arguments, 64, 2, ALL);
  }

  public static void main(String[] arguments) throws Exception {
    new SideBySide(System.out, List.of(arguments)).run();
    // The peer leaves threads behind.
    System.exit(0);
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
      Runs peerRuns = timed(peer.threeActions());
      Runs peerEvents = counted(peer.waitThenEvent(), WAITS_OF_PEER);
      List<Pair> pairs =
          List.of(
              new Pair("runs", peerRuns, timed(holdfast.threeActions(three))),
              new Pair("events", peerEvents, counted(holdfast.waitThenEvent(wait), WAITS)),
              new Pair("rest-runs", peerRuns, timed(rest.threeActions(three))),
              new Pair(
                  "rest-events", peerEvents, counted(rest.waitThenEvent(wait), WAITS_OVER_REST)));
      header();
      List<String> ratios = new ArrayList<>();
      for (Pair pair : pairs) if (given.wanted().contains(pair.what())) ratios.add(compare(pair));
      out.println(ClosedLoop.during(holdfast.threeActions(three), 1, given.time()).row());
      ratios.forEach(out::println);
    }
  }

  private record Pair(String what, Runs peer, Runs holdfast) {}

  /** Measures one workload once. */
  private interface Runs {
    Measurement measure() throws Exception;
  }

  private Runs timed(Workload workload) {
    return () -> ClosedLoop.during(workload, given.clients(), given.time());
  }

  private Runs counted(Workload workload, int operations) {
    return () -> ClosedLoop.times(workload, given.clients(), operations);
  }

  private String compare(Pair pair) throws Exception {
    boolean alone = given.wanted().contains("alone");
    List<Double> peers = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = -given.unmeasured(); round < given.rounds(); round++) {
      String mark = round < 0 ? " (warming up)" : "";
      if (!alone) {
        Measurement peer = pair.peer().measure();
        out.println(peer.row() + mark);
        if (round >= 0) peers.add(peer.perSecond());
      }
      Measurement holdfast = pair.holdfast().measure();
      out.println(holdfast.row() + mark);
      if (round >= 0) ours.add(holdfast.perSecond());
    }
    if (alone) return String.format(Locale.ROOT, "%s: %.0f/s", pair.what(), median(ours));
    return String.format(
        Locale.ROOT,
        "%s: %.0f/s against %.0f/s, ratio of the medians %.1f",
        pair.what(),
        median(ours),
        median(peers),
        median(ours) / median(peers));
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
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
