package dev.holdfast.testkit.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Issue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileWithJsonataTest {
  private final JsonataExpressions expressions = new JsonataExpressions();
  private final JacksonJsonText json = new JacksonJsonText();

  @Test
  void expressions_that_run_are_accepted() {
    assertThat(issues(condition("payload.total > 100 and payload.tier == 'gold'"))).isEmpty();
    assertThat(issues(condition("$count(payload.lines[qty > 2]) > len(vars.seen)"))).isEmpty();
    assertThat(issues(condition("coalesce(vars.due, nowIso()) < '2030'"))).isEmpty();
  }

  @Test
  void a_malformed_expression_is_located() {
    List<Issue> issues = compile(condition("payload.total > ")).issues();
    assertThat(issues).hasSize(1);
    assertThat(issues.getFirst().code()).isEqualTo("EXPRESSION_SYNTAX");
    assertThat(issues.getFirst().pointer()).isEqualTo("/steps/0/condition/$expr");
    assertThat(issues.getFirst().stepPath()).isEqualTo("root.steps[0]");
    assertThat(issues(condition("(payload.a"))).containsExactly("EXPRESSION_SYNTAX");
  }

  @Test
  void functions_that_are_not_on_the_list_are_refused() {
    assertThat(issues(condition("$eval('1') = 1"))).containsExactly("EXPRESSION_FUNCTION");
    assertThat(issues(condition("$random() > 0"))).containsExactly("EXPRESSION_FUNCTION");
    assertThat(issues(condition("$nosuch() > 0"))).containsExactly("EXPRESSION_FUNCTION");
  }

  @Test
  void nothing_but_blanks_is_empty() {
    assertThat(issues(condition("  "))).containsExactly("EMPTY_EXPRESSION");
    assertThat(issues(condition("/* later */"))).containsExactly("EMPTY_EXPRESSION");
  }

  @Test
  void an_expression_larger_than_one_may_be_is_refused() {
    assertThat(issues(condition("(".repeat(41) + "1" + ")".repeat(41) + " = 1")))
        .containsExactly("EXPRESSION_LIMIT");
    assertThat(issues(condition("1 = " + " ".repeat(8200) + "1")))
        .containsExactly("EXPRESSION_LIMIT");
  }

  @Test
  void what_a_mapping_reads_besides_the_event_is_found() {
    String trigger =
        """
        {"name": "t", "payloadSchema": {}, "steps": [], "trigger": {"type": "event",
         "eventName": "e", "payloadMapping": {"a": {"$expr": "%s"}}}}
        """;
    assertThat(issues(trigger.formatted("event.payload.items.payload"))).isEmpty();
    assertThat(issues(trigger.formatted("$map(event.payload.l, function($v) { $v.vars })")))
        .isEmpty();
    assertThat(issues(trigger.formatted("payload.x & event.name")))
        .containsExactly("TRIGGER_SEES_EVENT_ONLY");
  }

  private List<String> issues(String text) {
    return compile(text).issues().stream().map(Issue::code).toList();
  }

  private Compilation compile(String text) {
    return DefinitionCompiler.compile(json.parse(text), new NoCatalog(), expressions);
  }

  private String condition(String source) {
    return """
    {"name": "t", "payloadSchema": {}, "steps": [
      {"id": "a", "type": "control.if", "condition": {"$expr": %s}, "then": []}]}
    """
        .formatted(json.write(source));
  }
}
