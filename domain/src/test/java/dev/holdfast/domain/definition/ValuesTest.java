package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.call;
import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.issuesOf;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.mail;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.only;
import static dev.holdfast.domain.definition.Documents.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void secrets_are_for_inputs_and_there_is_no_store_of_them_yet() {
    assertThat(issuesOf(mail("to", map("$secret", "MAIL_TO"))))
        .containsExactly("NOT_SUPPORTED /config/inputMapping/to");
    assertThat(issuesOf(mail("to", List.of(map("$secret", "mail")))))
        .containsExactly("INVALID_SECRET_NAME /config/inputMapping/to/0/$secret");
    assertThat(issuesOf(mail("to", map("$secret", 1))))
        .containsExactly("INVALID_TYPE /config/inputMapping/to/$secret");
    assertThat(
            issuesOf(
                step(
                    "a",
                    "transform.assign",
                    "config",
                    map("assign", map("a", map("$secret", "A"))))))
        .containsExactly("SECRET_NOT_ALLOWED /config/assign/a");
    assertThat(
            issuesOf(
                step(
                    "a",
                    "control.callWorkflow",
                    "workflowId",
                    "child",
                    "workflowVersion",
                    2,
                    "inputMapping",
                    map("a", map("$secret", "A")))))
        .containsExactly("SECRET_NOT_ALLOWED /inputMapping/a");
  }

  @Test
  void templates_are_refused_where_they_would_be_templates() {
    assertThat(issuesOf(mail("to", "{{payload.to}}"))).isEmpty();
    assertThat(issuesOf(mail("to", "x", "text", List.of("Dear {{name}}", map("a", "{{b}}")))))
        .containsExactly(
            "NOT_SUPPORTED /config/inputMapping/text/0",
            "NOT_SUPPORTED /config/inputMapping/text/1/a");
  }

  @Test
  void keys_that_begin_with_a_dollar_are_reserved_at_any_depth() {
    assertThat(issuesOf(mail("to", List.of(map("$exp", "a")))))
        .containsExactly("UNKNOWN_DOLLAR_KEY /config/inputMapping/to/0/$exp → $expr");
    assertThat(issuesOf(mail("to", map("$expr", "a", "$secret", "B", "x", 1))))
        .containsExactly(
            "UNKNOWN_DOLLAR_KEY /config/inputMapping/to/$secret",
            "UNKNOWN_FIELD /config/inputMapping/to/x");
  }

  @Test
  void expressions_are_checked_and_their_faults_located() {
    assertThat(issuesOf(mail("to", map("$expr", " \n"))))
        .containsExactly("EMPTY_EXPRESSION /config/inputMapping/to/$expr");
    assertThat(issuesOf(mail("to", map("$expr", 1))))
        .containsExactly("INVALID_TYPE /config/inputMapping/to/$expr");
    assertThat(issuesOf(mail("to", expr("$eval('1')"))))
        .containsExactly("EXPRESSION_FUNCTION /config/inputMapping/to/$expr");
    assertThat(issuesOf(mail("to", expr("a".repeat(9000)))))
        .containsExactly("EXPRESSION_LIMIT /config/inputMapping/to/$expr");
    assertThat(issuesOf(mail("to", expr("a ~> b"))))
        .containsExactly("EXPRESSION_NOT_ALLOWED /config/inputMapping/to/$expr");
    Issue syntax = Documents.compile(document(mail("to", expr("a + (b")))).issues().getFirst();
    assertThat(syntax.code()).isEqualTo("EXPRESSION_SYNTAX");
    assertThat(syntax.message()).isEqualTo("At character 5: A bracket is not closed.");
  }

  @Test
  void literals_and_expressions_nest() {
    Step.CallAction call =
        (Step.CallAction)
            only(
                call(
                    "actionId",
                    "log.write",
                    "version",
                    1,
                    "inputMapping",
                    map("z", 1.0, "a", List.of(1, expr("x")), "plain", map("k", List.of()))));
    assertThat(call.input()).isInstanceOf(Value.Members.class);
    if (!(call.input() instanceof Value.Members(Map<String, Value> members))) return;
    assertThat(members.keySet()).containsExactly("z", "a", "plain");
    assertThat(members.get("z")).isEqualTo(new Value.Literal(1L));
    assertThat(members.get("a")).isInstanceOf(Value.Elements.class);
    assertThat(members.get("plain")).isEqualTo(new Value.Literal(Map.of("k", List.of())));
  }

  @Test
  void names_have_their_grammar_and_its_bounds() {
    for (String name : List.of("A", "AZ", "A0", "A9", "Z_", "A".repeat(255))) {
      assertThat(issuesOf(mail("to", map("$secret", name))))
          .containsExactly("NOT_SUPPORTED /config/inputMapping/to");
    }
    for (String name :
        List.of("", "a", "9A", "_A", "Aa", "A-", "A".repeat(256), "A:", "A@", "A[")) {
      assertThat(issuesOf(mail("to", map("$secret", name))))
          .containsExactly("INVALID_SECRET_NAME /config/inputMapping/to/$secret");
    }
    for (String id : List.of("az", "AZ", "09", "_-")) assertThat(issuesOf(log(id))).isEmpty();
    for (String id : List.of("`", "{", "@", "[", "/", ":", "a b", "é")) {
      assertThat(issuesOf(log(id))).containsExactly("INVALID_NAME /id");
    }
  }
}
