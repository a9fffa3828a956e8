package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.EditDefinitions.Creation;
import dev.holdfast.application.port.in.EditDefinitions.Published;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.service.DefinitionEditing;
import dev.holdfast.application.service.DefinitionPublishing;
import dev.holdfast.application.service.Programs;
import dev.holdfast.application.service.PublishedWorkflows;
import dev.holdfast.application.service.PublishedWorkflows.Lookup;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.domain.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What starts of runs see of published versions, on the node that publishes and on others. */
class ProgramsTest {
  private static final Caller CALLER =
      new Caller("default", "test", Set.of(), true, "0".repeat(32));
  private final TestPorts ports = new TestPorts();

  /** Programs of another node on the same database. */
  private final Programs elsewhere = programs(ports.actions);

  private Programs programs(Actions actions) {
    return new Programs(
        ports.expressions, ports.definitions, actions, ports.schemas, ports.text, ports.time);
  }

  @Test
  void a_workflow_is_found_by_id_and_key_on_every_node_at_once() {
    assertThat(elsewhere.find("default", "flow", null)).isInstanceOf(Lookup.NoWorkflow.class);
    UUID id = create("flow", Documents.triggeredBy("Flow", "go"));
    assertThat(elsewhere.find("default", "flow", null)).isInstanceOf(Lookup.NothingPublished.class);
    publish("flow");
    for (String name : List.of("flow", id.toString())) {
      assertThat(version(elsewhere.find("default", name, null))).isEqualTo(1);
      assertThat(version(elsewhere.find("default", name, 1))).isEqualTo(1);
      assertThat(elsewhere.find("default", name, 2)).isEqualTo(new Lookup.NoVersion(2));
      assertThat(elsewhere.find("other", name, null)).isInstanceOf(Lookup.NoWorkflow.class);
    }
  }

  @Test
  void the_newest_version_starts_here_at_once_and_elsewhere_a_moment_later() {
    create("flow", Documents.triggeredBy("Flow", "go"));
    publish("flow");
    assertThat(version(elsewhere.find("default", "flow", null))).isEqualTo(1);
    assertThat(version(ports.programs.find("default", "flow", null))).isEqualTo(1);
    publish("flow");
    assertThat(version(ports.programs.find("default", "flow", null))).isEqualTo(2);
    assertThat(version(elsewhere.find("default", "flow", 2))).isEqualTo(2);
    ports.time.advance(Duration.ofMillis(250));
    assertThat(version(elsewhere.find("default", "flow", null))).isEqualTo(2);
  }

  @Test
  void a_pause_is_seen_here_at_once_and_its_end_everywhere_at_once() {
    create("flow", Documents.triggeredBy("Flow", "go"));
    publish("flow");
    assertThat(found(ports.programs.find("default", "flow", null)).paused()).isFalse();
    pause("flow", true);
    assertThat(found(ports.programs.find("default", "flow", null)).paused()).isTrue();
    assertThat(found(elsewhere.find("default", "flow", null)).paused()).isTrue();
    pause("flow", false);
    assertThat(found(elsewhere.find("default", "flow", null)).paused()).isFalse();
  }

  @Test
  void events_start_the_newest_versions_sorted_by_key() {
    assertThat(ports.programs.triggeredBy("default", "go")).isEmpty();
    create("b", Documents.triggeredBy("B", "go"));
    create("a", Documents.triggeredBy("A", "go"));
    publish("b");
    publish("a");
    assertThat(ports.programs.triggeredBy("default", "go"))
        .extracting(PublishedWorkflows.Published::key)
        .containsExactly("a", "b");
    assertThat(ports.programs.triggeredBy("default", "stop")).isEmpty();
    assertThat(ports.programs.triggeredBy("other", "go")).isEmpty();
    save("a", Documents.triggeredBy("A", "stop"));
    publish("a");
    assertThat(ports.programs.triggeredBy("default", "go"))
        .extracting(PublishedWorkflows.Published::key)
        .containsExactly("b");
    ports.editing.delete(CALLER, "b");
    assertThat(ports.programs.triggeredBy("default", "go")).isEmpty();
  }

  @Test
  void another_node_hears_of_a_trigger_a_moment_later() {
    assertThat(elsewhere.triggeredBy("default", "go")).isEmpty();
    create("flow", Documents.triggeredBy("Flow", "go"));
    publish("flow");
    ports.time.advance(Duration.ofMillis(250));
    assertThat(elsewhere.triggeredBy("default", "go")).hasSize(1);
  }

  @Test
  void a_version_outlives_its_definition_and_its_actions() {
    UUID id =
        create(
            "flow",
            """
            {"name": "Flow", "steps": [{"id": "a", "type": "action.call",
             "config": {"actionId": "test.echo", "version": 1, "inputMapping": {"text": "x"}}}]}\
            """);
    publish("flow");
    ports.editing.delete(CALLER, "flow");
    assertThat(ports.programs.find("default", "flow", null)).isInstanceOf(Lookup.NoWorkflow.class);
    Programs bare = programs(new NoActions());
    assertThat(bare.program("default", id, 1).root().steps()).hasSize(1);
    assertThatThrownBy(() -> bare.program("default", id, 2))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bare.program("other", id, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_publish_that_a_save_overtook_is_stale_and_changes_nothing() {
    create("flow", Documents.triggeredBy("Flow", "go"));
    MemoryRace race = new MemoryRace(ports, () -> save("flow", Documents.broken()));
    Outcome<Published> outcome = race.editing().publish(CALLER, "flow", null);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("WORKFLOW_DRAFT_STALE"));
    assertThat(ports.programs.find("default", "flow", null))
        .isInstanceOf(Lookup.NothingPublished.class);
  }

  /** Does something between the check of a draft and its publishing. */
  private record MemoryRace(TestPorts ports, Runnable between) {
    DefinitionEditing editing() {
      DefinitionPublishing publishing =
          new DefinitionPublishing(
              ports.definitions,
              ports.checks,
              ports.expressions,
              ports.programs,
              new UnitOfWork() {
                @Override
                public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
                  between.run();
                  return ports.database.inTransaction(work);
                }
              },
              ports.stamp,
              ports.text);
      return new DefinitionEditing(
          ports.definitions,
          ports.checks,
          publishing,
          ports.programs,
          ports.database,
          ports.stamp,
          ports.text);
    }
  }

  private static final class NoActions implements Actions {
    @Override
    public @Nullable Action find(String actionId, int version) {
      return null;
    }

    @Override
    public List<Action> all() {
      return List.of();
    }
  }

  private UUID create(String key, String document) {
    return ok(ports.editing.create(CALLER, new Creation(key, json(document), Map.of())))
        .workflowId();
  }

  private void save(String key, String document) {
    DefinitionView draft = ok(ports.reading.draft(CALLER, key));
    ok(ports.editing.saveDraft(CALLER, key, json(document), draft.draftVersion()));
  }

  private void publish(String key) {
    ok(ports.editing.publish(CALLER, key, null));
  }

  private void pause(String key, boolean paused) {
    ok(ports.editing.changeSettings(CALLER, key, Map.of("isPaused", paused)));
  }

  private Map<String, @Nullable Object> json(String document) {
    return Json.objectOf(ports.text.parse(document));
  }

  private static PublishedWorkflows.Published found(Lookup lookup) {
    return ((Lookup.Found) lookup).published();
  }

  private static int version(Lookup lookup) {
    return found(lookup).version();
  }

  private static <T> T ok(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Refused<T>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
