package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.system.Answer;
import dev.holdfast.bootstrap.system.Api;
import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services on one database. */
class TwoNodesIT {
  private static final int RUNS = 20;

  @TempDir Path temp;

  private PackagedService start(DatabaseAddress database, String name) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOLDFAST_DATABASE_URL", database.url());
    variables.put("HOLDFAST_DATABASE_USER", Objects.requireNonNull(database.user()));
    variables.put("HOLDFAST_DATABASE_PASSWORD", Objects.requireNonNull(database.password()));
    variables.put("HOLDFAST_WORKER_LEASE", "3s");
    variables.put("HOLDFAST_HTTP_ALLOW_PRIVATE", "true");
    return PackagedService.start(temp.resolve(name), variables);
  }

  @Test
  void what_one_begins_the_other_sees_and_finishes_when_it_dies() {
    DatabaseAddress database = ScratchServer.freshDatabase();
    PackagedService first = start(database, "first");
    try (Effects effects = new Effects();
        PackagedService second = start(database, "second")) {
      Api one = first.api();
      // The first to start has made the admin key, and wrote it to its own folder alone.
      Api other = new Api(second.url(), Objects.requireNonNull(one.key()));
      one.define("slow", slow(effects.url()));
      one.define("waits", waits());

      String waiting = one.start("waits", Map.of("key", "k"));
      one.waiting(waiting, "event");
      Answer receipt =
          other.post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", "k"));
      assertThat(receipt.expect(201).list("/resumedRuns")).containsExactly(waiting);
      assertThat(one.ended(waiting).at("/status")).isEqualTo("SUCCEEDED");

      List<String> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) runs.add(one.start("slow", Map.of("n", "r" + i)));
      assertThat(other.run(runs.getLast()).at("/status")).isEqualTo("RUNNING");
      effects.awaitCalls(RUNS);
      first.kill();

      long killed = System.nanoTime();
      for (String run : runs) assertThat(other.ended(run).at("/status")).isEqualTo("SUCCEEDED");
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(60));
      Map<String, List<String>> keys = new LinkedHashMap<>();
      for (Effects.Call call : effects.calls()) {
        keys.computeIfAbsent(call.call(), _ -> new ArrayList<>()).add(call.key());
      }
      assertThat(keys).hasSize(2 * RUNS);
      assertThat(keys.values()).allSatisfy(all -> assertThat(all.stream().distinct()).hasSize(1));
      String metrics = other.get("/actuator/prometheus").expect(200).text();
      assertThat(metrics).contains("holdfast_runs_without_wake_up 0.0");
    } finally {
      if (first.diesWithin(0)) first.close();
      else first.kill();
    }
  }

  private static String slow(String url) {
    String call =
        """
        {"id": "%s", "type": "action.call", "config": {"actionId": "http.request", "version": 1,
          "inputMapping": {"method": "POST", "url": "%s/%s",
            "body": {"call": {"$expr": "payload.n & '/%s'"}}}}}\
        """;
    return "{\"name\": \"slow\", \"steps\": [%s, %s]}"
        .formatted(call.formatted("a", url, "slow/2500", "a"), call.formatted("b", url, "ok", "b"));
  }

  private static String waits() {
    return """
    {"name": "waits", "steps": [{"id": "w", "type": "event.wait", "config": {"eventName": "go",
      "correlationKey": {"$expr": "payload.key"}}}]}\
    """;
  }
}
