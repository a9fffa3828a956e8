package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.compile;
import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.issues;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.program;
import static dev.holdfast.domain.definition.Documents.set;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;
import static dev.holdfast.domain.definition.Documents.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentTest {
  @Test
  void the_smallest_definition_compiles() {
    Program program = program(document());
    assertThat(program.name()).isEqualTo("Test");
    assertThat(program.root()).isEqualTo(new StepList("root", List.of()));
    assertThat(program.triggers()).isEmpty();
    assertThat(program.output()).isNull();
    assertThat(program.timeoutMs()).isNull();
    assertThat(program.errorHandler()).isNull();
    assertThat(program.payloadSchemaRef()).isEqualTo("payload.Ticket.v1");
  }

  @Test
  void only_an_object_is_a_definition() {
    for (Object other : Arrays.asList(null, 1, "text", true, List.of())) {
      assertThat(issues(other)).containsExactly("INVALID_DOCUMENT ");
    }
  }

  @Test
  void name_and_steps_are_required() {
    assertThat(issues(map()))
        .containsExactlyInAnyOrder(
            "MISSING_FIELD /name", "MISSING_FIELD /steps", "NO_PAYLOAD_SCHEMA ");
    assertThat(issues(with(document(), "name", ""))).containsExactly("INVALID_VALUE /name");
    assertThat(issues(with(document(), "name", 1))).containsExactly("INVALID_TYPE /name");
    assertThat(issues(with(document(), "name", "n".repeat(255)))).isEmpty();
    assertThat(issues(with(document(), "name", "n".repeat(256))))
        .containsExactly("INVALID_VALUE /name");
    assertThat(issues(with(document(), "steps", map()))).containsExactly("INVALID_TYPE /steps");
  }

  @Test
  void an_id_and_a_version_of_a_client_are_ignored() {
    assertThat(issues(with(document(), "id", map(), "version", "x"))).isEmpty();
  }

  @Test
  void unknown_fields_are_named_with_what_was_perhaps_meant() {
    assertThat(issues(with(document(), "outptu", 1, "$schema", "x", "zzzzzz", 1)))
        .containsExactly(
            "UNKNOWN_FIELD /outptu → output",
            "UNKNOWN_DOLLAR_KEY /$schema",
            "UNKNOWN_FIELD /zzzzzz");
    assertThat(issues(with(document(), "a/b~c", 1))).containsExactly("UNKNOWN_FIELD /a~1b~0c");
  }

  @Test
  void a_payload_schema_is_named_or_written_but_not_both() {
    Map<String, @Nullable Object> bare = without(document(), "payloadSchemaRef");
    assertThat(issues(bare)).containsExactly("NO_PAYLOAD_SCHEMA ");
    assertThat(compile(bare).program()).as("a warning blocks nothing").isNotNull();
    assertThat(issues(with(bare, "payloadSchema", map("$ref", "#/x")))).isEmpty();
    assertThat(issues(with(bare, "payloadSchema", true)))
        .containsExactly("INVALID_TYPE /payloadSchema");
    assertThat(issues(with(bare, "payloadSchemaRef", "payload.Tickt.v1")))
        .containsExactly("UNKNOWN_SCHEMA /payloadSchemaRef");
    assertThat(issues(with(document(), "payloadSchema", map())))
        .containsExactly("FIELD_NOT_ALLOWED /payloadSchema");
  }

  @Test
  void what_comes_later_is_refused_and_named() {
    assertThat(issues(with(document(), "tests", List.of())))
        .containsExactly("NOT_SUPPORTED /tests");
    assertThat(issues(with(without(document(), "steps"), "nodes", List.of(), "edges", List.of())))
        .containsExactly("NOT_SUPPORTED /nodes → steps", "NOT_SUPPORTED /edges → steps");
    for (String type : List.of("human.task", "email.parseBody", "email.renderCommentBlocks")) {
      assertThat(issues(document(step("a", type, "config", map()))))
          .containsExactly("NOT_SUPPORTED /steps/0/type");
    }
    for (String type : List.of("schedule", "recurring")) {
      assertThat(issues(with(document(), "trigger", map("type", type, "runAt", "x"))))
          .containsExactly("NOT_SUPPORTED /trigger/type");
    }
  }

  @Test
  void the_output_is_a_value_without_secrets() {
    assertThat(program(with(document(), "output", expr("vars.a"))).output())
        .isInstanceOf(Value.Expr.class);
    assertThat(program(with(document(), "output", map("a", expr("vars.a"), "b", 1))).output())
        .isInstanceOf(Value.Members.class);
    assertThat(program(with(document(), "output", List.of(1, 2))).output())
        .isEqualTo(new Value.Literal(List.of(1L, 2L)));
    assertThat(issues(with(document(), "output", map("a", map("$secret", "KEY")))))
        .containsExactly("SECRET_NOT_ALLOWED /output/a");
  }

  @Test
  void the_run_may_have_a_deadline() {
    assertThat(program(with(document(), "timeoutMs", 1)).timeoutMs()).isEqualTo(1);
    long longest = 36_525L * 24 * 60 * 60 * 1000;
    assertThat(program(with(document(), "timeoutMs", longest)).timeoutMs()).isEqualTo(longest);
    for (Object wrong : List.of(0, -1, 1.5, longest + 1)) {
      assertThat(issues(with(document(), "timeoutMs", wrong)))
          .containsExactly("INVALID_VALUE /timeoutMs");
    }
    assertThat(issues(with(document(), "timeoutMs", "1000")))
        .containsExactly("INVALID_TYPE /timeoutMs");
  }

  @Test
  void the_error_handler_is_a_list_of_steps_with_its_own_paths() {
    StepList handler = program(with(document(), "errorHandler", List.of(log("a")))).errorHandler();
    assertThat(handler).isNotNull();
    assertThat(handler == null ? null : handler.steps().getFirst().head().path())
        .isEqualTo("errorHandler.steps[0]");
    assertThat(
            program(with(document(), "errorHandler", map("steps", List.of(log("a")))))
                .errorHandler())
        .isEqualTo(handler);
    assertThat(issues(with(document(), "errorHandler", map("steps", 1, "x", 2))))
        .containsExactly("INVALID_TYPE /errorHandler/steps", "UNKNOWN_FIELD /errorHandler/x");
    assertThat(issues(with(document(), "errorHandler", "a")))
        .containsExactly("INVALID_TYPE /errorHandler");
  }

  @Test
  void a_definition_has_64_levels_at_most() {
    assertThat(issues(with(document(), "output", nested(63)))).isEmpty();
    // One level more than the core's own values may have, so it is built by hand.
    Map<String, @Nullable Object> document = with(document(), "output", nested(64));
    assertThat(DefinitionCompiler.compile(document, Documents.CATALOG, new TinyEngine()).issues())
        .extracting(Issue::code)
        .containsExactly("DOCUMENT_TOO_DEEP");
  }

  @Test
  void a_definition_has_5000_steps_at_most() {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < 5000; i++) steps.add(set("s" + i, "a"));
    assertThat(issues(with(document(), "steps", steps))).isEmpty();
    assertThat(
            issues(with(document(), "steps", steps, "errorHandler", List.of(log("x"), log("y")))))
        .containsExactly("TOO_MANY_STEPS /errorHandler/0");
  }

  @Test
  void five_hundred_issues_are_listed_and_then_no_more() {
    List<Object> steps = new ArrayList<>(Collections.nCopies(600, 1));
    List<String> issues = issues(with(document(), "steps", steps));
    assertThat(issues).hasSize(501).endsWith("TOO_MANY_ISSUES ");
  }

  @Test
  void issues_stand_in_the_order_of_the_document() {
    assertThat(
            issues(
                map(
                    "errorHandler", 1,
                    "steps", List.of(1, map("id", "a", "type", "control.if", "x", 1), 2),
                    "timeoutMs", "x",
                    "payloadSchemaRef", 2,
                    "name", 3)))
        .containsExactly(
            "INVALID_TYPE /errorHandler",
            "INVALID_TYPE /steps/0",
            "MISSING_FIELD /steps/1/condition",
            "MISSING_FIELD /steps/1/then",
            "UNKNOWN_FIELD /steps/1/x",
            "INVALID_TYPE /steps/2",
            "INVALID_TYPE /timeoutMs",
            "INVALID_TYPE /payloadSchemaRef",
            "INVALID_TYPE /name");
  }

  @Test
  void the_defaults_are_checked() {
    assertThat(issues(with(document(), "defaults", map("retry", map(), "timeoutMs", 0, "x", 1))))
        .containsExactly(
            "MISSING_FIELD /defaults/retry/maxAttempts",
            "MISSING_FIELD /defaults/retry/backoffMs",
            "INVALID_VALUE /defaults/timeoutMs",
            "UNKNOWN_FIELD /defaults/x");
  }

  @Test
  void the_canonical_text_sorts_all_but_assign_like_maps() {
    Map<String, @Nullable Object> assign = map("vars.b", map("z", 1, "y", 2), "vars.a", 1);
    Map<String, @Nullable Object> document =
        map(
            "steps", List.of(map("type", "t", "id", "i", "config", map("x", 1, "assign", assign))),
            "name", "n",
            "trigger", map("payloadMapping", map("b", 1, "a", 2)),
            "output", map("b", 1, "a", 2));
    assertThat(CanonicalDefinition.text(dev.holdfast.domain.json.Json.of(document)))
        .isEqualTo(
            "{\"name\":\"n\",\"output\":{\"b\":1,\"a\":2},\"steps\":[{\"config\":"
                + "{\"assign\":{\"vars.b\":{\"y\":2,\"z\":1},\"vars.a\":1},\"x\":1},"
                + "\"id\":\"i\",\"type\":\"t\"}],\"trigger\":{\"payloadMapping\":"
                + "{\"b\":1,\"a\":2}}}");
  }

  private static Object nested(int depth) {
    Object value = new ArrayList<>();
    for (int i = 1; i < depth; i++) value = new ArrayList<>(List.of(value));
    return value;
  }
}
