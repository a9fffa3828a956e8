package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an action says went wrong reaches the run's row whole, through activities and histories. */
class ErrorsTest {
  private static final String TEXT = "naïve: \"quotes\", \\ and \u2028, 日本";

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final String namespace = TestTemporal.best().newNamespace("errors");
  private final TestRuntime node =
      new TestRuntime(
          address,
          world,
          Map.of(
              "target", TestTemporal.best().target(),
              "namespace", namespace,
              "task-queue", namespace));

  @AfterEach
  void close() {
    node.close();
  }

  private static Map<String, @Nullable Object> details() {
    Map<String, @Nullable Object> cause = new LinkedHashMap<>();
    cause.put("category", "TimeoutError");
    cause.put("code", "UPSTREAM_SLOW");
    cause.put("details", Map.of("host", "db-1", "waitedMs", 1_500L));
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("status", 503L);
    details.put("ratio", new BigDecimal("0.125"));
    details.put("nothing", null);
    details.put("list", List.of(1L, "two", List.of(true, Map.of("deep", TEXT))));
    details.put("cause", cause);
    return Json.object(details);
  }

  private static RunError error(ErrorCategory category, boolean retryable) {
    return new RunError(category, "CALLEE_SAID_NO", TEXT, null, null, null, retryable, details());
  }

  @ParameterizedTest
  @EnumSource(ErrorCategory.class)
  void an_error_of_every_category_keeps_all_its_parts(ErrorCategory category) {
    RunError said = error(category, false);
    world.define("failing", TestWorld.calls(1));
    world.action = (site, call) -> new CallAnswer.Failed(said, null, List.of());

    UUID run = node.start("failing");

    node.awaitStatus(run, RunStatus.FAILED);
    RunError told = node.lastError(run);
    assertThat(told.at()).isNotNull();
    assertThat(told).isEqualTo(said.raisedAt("root.steps[0]", "root.steps[0]", told.at()));
  }

  @Test
  void whether_and_when_to_try_again_is_decided_by_what_the_action_said() {
    world.define(
        "trying",
        "["
            + TestWorld.call()
                .replaceFirst("}}}$", "}},\"retry\":{\"maxAttempts\":3,\"backoffMs\":1}}")
            + "]");
    AtomicInteger attempts = new AtomicInteger();
    world.action =
        (site, call) ->
            new CallAnswer.Failed(
                error(ErrorCategory.TRANSIENT, attempts.incrementAndGet() < 2), 20L, List.of());

    UUID run = node.start("trying");

    node.awaitStatus(run, RunStatus.FAILED);
    // The first said that another attempt may help, the second that none will.
    assertThat(attempts).hasValue(2);
    assertThat(node.lastError(run).retryable()).isFalse();
  }

  @Test
  void a_parent_tells_of_its_childs_error_as_the_child_did() {
    world.define("failing", TestWorld.calls(1));
    world.define("parent", "[" + TestWorld.child("failing") + "]");
    world.action =
        (site, call) ->
            new CallAnswer.Failed(error(ErrorCategory.VALIDATION, false), null, List.of());

    UUID run = node.start("parent");

    node.awaitStatus(run, RunStatus.FAILED);
    RunError told = node.lastError(run);
    assertThat(told.category()).isEqualTo(ErrorCategory.CHILD_RUN);
    Map<String, @Nullable Object> cause = Json.objectOf(told.details().get("error"));
    assertThat(cause)
        .containsEntry("category", "ValidationError")
        .containsEntry("code", "CALLEE_SAID_NO")
        .containsEntry("message", TEXT)
        .containsEntry("details", details());
  }
}
