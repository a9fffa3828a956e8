package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.RepositoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first workflow of the guide, from its definition to its end. */
@ExtendWith(SharedService.class)
class StoryTest {
  private static final Map<String, ?> ORDER =
      Map.of(
          "orderId",
          "S-1",
          "items",
          List.of(
              Map.of("sku", "lamp", "price", 60L, "quantity", 2L),
              Map.of("sku", "bulb", "price", 4L, "quantity", 3L)));

  @Test
  void an_order_goes_from_its_receipt_to_its_label(Api api) throws IOException {
    try (FlakyReservations reservations = new FlakyReservations()) {
      api.define("shipping", definition("shipping"));
      api.define("order", definition("order").replace("http://127.0.0.1:8099", reservations.url()));

      String runId = api.start("order", ORDER);
      Answer waiting = api.waiting(runId, "event");
      assertThat(waiting.at("/state")).isEqualTo("LARGE");
      assertThat(waiting.at("/waits/0/correlationKey")).isEqualTo("S-1");
      assertThat(waiting.list("/commands")).containsExactly("cancel", "resume");
      assertThat(reservations.attempts().values()).containsExactly(3);

      pay(api, "USD", "buffered");
      Answer why = api.get("/api/workflow-runs/" + runId + "/why").expect(200);
      assertThat(why.at("/waits/0/eventName")).isEqualTo("order.paid");
      assertThat(why.at("/waits/0/recent/0/reason")).isEqualTo("FILTER_FALSE");

      Answer paid = pay(api, "EUR", "matched");
      assertThat(paid.list("/resumedRuns")).containsExactly(runId);

      Answer ended = api.ended(runId);
      assertThat(ended.at("/status")).isEqualTo("SUCCEEDED");
      assertThat(ended.at("/output"))
          .isEqualTo(
              Map.of(
                  "total",
                  132L,
                  "checked",
                  List.of("lamp", "bulb"),
                  "reservation",
                  "R-1",
                  "paid",
                  132L,
                  "problem",
                  "CHILD_FAILED",
                  "label",
                  "label-S-1"));
      history(api, runId);
    }
  }

  private static Answer pay(Api api, String currency, String status) {
    Answer receipt =
        api.post(
            "/api/workflow/events",
            Map.of(
                "eventName",
                "order.paid",
                "correlationKey",
                "S-1",
                "payload",
                Map.of("amount", 132L, "currency", currency)));
    assertThat(receipt.expect(201).at("/status")).isEqualTo(status);
    return receipt;
  }

  private static void history(Api api, String runId) {
    String run = "/api/workflow-runs/" + runId;
    Answer steps = api.get(run + "/steps?limit=200").expect(200);
    assertThat(steps.items("status"))
        .contains("RETRY_SCHEDULED", "FAILED")
        .doesNotContain("STARTED");
    assertThat(steps.items("executionPath")).contains("root.steps[2].body[1].steps[0]");
    Answer logs = api.get(run + "/logs").expect(200);
    assertThat(logs.items("message")).containsExactly("checking lamp", "checking bulb");
    Answer timeline = api.get(run + "/timeline?limit=200").expect(200);
    assertThat(timeline.items("seq").getFirst()).isEqualTo(1L);
    assertThat(timeline.items("kind")).contains("WaitOpened", "ChildStarted", "RunSucceeded");
    assertThat(api.get(run + "/waits").expect(200).items("status"))
        .doesNotContain("WAITING")
        .contains("RESOLVED");
    Answer children = api.get("/api/workflow-runs?parentRunId=" + runId).expect(200);
    assertThat(children.items("status")).containsExactlyInAnyOrder("FAILED", "SUCCEEDED");
  }

  static String definition(String name) throws IOException {
    return Files.readString(RepositoryFile.at("docs/guide/first-workflow/" + name + ".json"));
  }
}
