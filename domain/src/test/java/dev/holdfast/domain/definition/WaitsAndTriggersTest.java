package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.issues;
import static dev.holdfast.domain.definition.Documents.issuesOf;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.only;
import static dev.holdfast.domain.definition.Documents.program;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.definition.Trigger.Condition;
import dev.holdfast.domain.definition.Trigger.Condition.Change;
import dev.holdfast.domain.definition.Trigger.Condition.FieldChanged;
import dev.holdfast.domain.event.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitsAndTriggersTest {
  private static final Map<String, @Nullable Object> TRIGGER =
      map("type", "event", "eventName", "ticket.created");

  @Test
  void an_event_wait_needs_a_name_and_a_key() {
    assertThat(issuesOf(step("a", "event.wait"))).containsExactly("MISSING_CONFIG ");
    assertThat(issuesOf(step("a", "event.wait", "config", map())))
        .containsExactly("MISSING_FIELD /config/eventName", "MISSING_FIELD /config/correlationKey");
    Step.WaitForEvent wait = (Step.WaitForEvent) only(step("a", "event.wait", "config", answer()));
    assertThat(wait.timeoutMs()).isNull();
    assertThat(wait.lookback()).isEqualTo(new Lookback.SinceStart());
    assertThat(wait.continueOnTimeout()).isFalse();
    assertThat(wait.filters()).isEmpty();
    assertThat(waitIssues("eventName", " e")).containsExactly("INVALID_VALUE /config/eventName");
    assertThat(waitIssues("eventName", expr("x")))
        .containsExactly("INVALID_TYPE /config/eventName");
  }

  @Test
  void a_literal_key_must_be_one() {
    assertThat(waitIssues("correlationKey", 7)).isEmpty();
    assertThat(waitIssues("correlationKey", true)).isEmpty();
    assertThat(waitIssues("correlationKey", "k".repeat(255))).isEmpty();
    for (Object wrong : new Object[] {" ", "k".repeat(256), List.of("a"), map("a", 1)}) {
      assertThat(waitIssues("correlationKey", wrong))
          .containsExactly("INVALID_VALUE /config/correlationKey");
    }
    assertThat(waitIssues("correlationKey", null))
        .containsExactly("INVALID_VALUE /config/correlationKey");
  }

  @Test
  void look_back_is_a_word_or_milliseconds() {
    assertThat(lookback("run")).isEqualTo(new Lookback.SinceStart());
    assertThat(lookback("none")).isEqualTo(new Lookback.None());
    assertThat(lookback(0)).isEqualTo(new Lookback.Millis(0));
    assertThat(waitIssues("lookback", "start")).containsExactly("INVALID_VALUE /config/lookback");
    assertThat(waitIssues("lookback", -1)).containsExactly("INVALID_VALUE /config/lookback");
    assertThat(waitIssues("lookback", true)).containsExactly("INVALID_TYPE /config/lookback");
  }

  @Test
  void a_timeout_throws_or_continues() {
    Step.WaitForEvent wait =
        (Step.WaitForEvent)
            only(
                step("a", "event.wait", "config", answer("timeoutMs", 1, "onTimeout", "continue")));
    assertThat(wait.timeoutMs()).isEqualTo(1);
    assertThat(wait.continueOnTimeout()).isTrue();
    assertThat(waitIssues("timeoutMs", 0, "onTimeout", "stop", "assign", map("a..b", 1)))
        .containsExactly(
            "INVALID_VALUE /config/timeoutMs",
            "INVALID_VALUE /config/onTimeout",
            "INVALID_ASSIGN_PATH /config/assign/a..b");
  }

  @Test
  void filters_have_a_path_an_operator_and_a_fitting_value() {
    Step.WaitForEvent wait =
        (Step.WaitForEvent)
            only(
                step(
                    "a",
                    "event.wait",
                    "config",
                    answer(
                        "filters",
                        List.of(
                            map("path", "a.b[0]", "op", "=", "value", null),
                            map("path", "event.source", "op", "exists"),
                            map("path", "payload.n", "op", ">=", "value", expr("vars.n"))))));
    assertThat(wait.filters())
        .extracting(filter -> filter.path() + " " + filter.op() + " " + (filter.value() != null))
        .containsExactly(
            "a.b[0] EQUAL true", "event.source EXISTS false", "payload.n GREATER_OR_EQUAL true");
    assertThat(filterIssues("path", "a", "op", "==", "value", 1))
        .containsExactly("INVALID_VALUE /config/filters/0/op → =");
    assertThat(filterIssues("path", "a", "op", "="))
        .containsExactly("MISSING_FIELD /config/filters/0/value");
    assertThat(filterIssues("path", "a", "op", "exists", "value", true))
        .containsExactly("FIELD_NOT_ALLOWED /config/filters/0/value");
    assertThat(filterIssues("path", "a..b", "op", "in", "value", 1))
        .containsExactly(
            "INVALID_PATH /config/filters/0/path", "INVALID_TYPE /config/filters/0/value");
    assertThat(filterIssues("path", "event.nam", "op", "starts_with", "value", 1))
        .containsExactly(
            "INVALID_PATH /config/filters/0/path → name", "INVALID_TYPE /config/filters/0/value");
    assertThat(filterIssues("path", "a", "op", "<", "value", true, "x", 1))
        .containsExactly(
            "INVALID_TYPE /config/filters/0/value", "UNKNOWN_FIELD /config/filters/0/x");
    List<Object> many = new ArrayList<>(Collections.nCopies(100, map("path", "a", "op", "exists")));
    assertThat(waitIssues("filters", many)).isEmpty();
    many.add(map("path", "a", "op", "exists"));
    assertThat(waitIssues("filters", many)).containsExactly("INVALID_VALUE /config/filters");
  }

  @Test
  void a_time_wait_has_a_duration_or_an_end() {
    Step.WaitForTime wait =
        (Step.WaitForTime) only(time("mode", "duration", "durationMs", 0, "assign", map("a", 1)));
    assertThat(wait.durationMs()).isZero();
    assertThat(wait.until()).isNull();
    assertThat(wait.assignments()).hasSize(1);
    wait = (Step.WaitForTime) only(time("mode", "until", "until", expr("payload.due")));
    assertThat(wait.durationMs()).isNull();
    assertThat(wait.until()).isInstanceOf(Value.Expr.class);
    assertThat(issuesOf(time("mode", "until", "until", "2026-01-31T09:00:00Z"))).isEmpty();
    assertThat(issuesOf(time("mode", "until", "until", "tomorrow")))
        .containsExactly("INVALID_VALUE /config/until");
    assertThat(issuesOf(time("mode", "until", "until", "2026-01-31")))
        .containsExactly("INVALID_VALUE /config/until");
    assertThat(issuesOf(time("durationMs", 5))).containsExactly("MISSING_FIELD /config/mode");
    assertThat(issuesOf(time("mode", "duration", "until", "x")))
        .containsExactly("MISSING_FIELD /config/durationMs", "FIELD_NOT_ALLOWED /config/until");
    assertThat(issuesOf(time("mode", "until", "durationMs", 1, "calendar", "c")))
        .containsExactly(
            "MISSING_FIELD /config/until",
            "FIELD_NOT_ALLOWED /config/durationMs",
            "NOT_SUPPORTED /config/calendar");
    assertThat(issuesOf(time("mode", "duration", "durationMs", -1)))
        .containsExactly("INVALID_VALUE /config/durationMs");
  }

  @Test
  void a_trigger_takes_the_payload_as_it_is_or_maps_it() {
    assertThat(on(TRIGGER)).isEqualTo(new Trigger.OnEvent("ticket.created", null, Map.of(), null));
    Trigger.OnEvent mapped =
        on(
            with(
                TRIGGER,
                "sourcePayloadSchemaRef",
                "payload.Ticket.v1",
                "payloadMapping",
                map("z.y", expr("event.payload.z"), "payload.a", 1, "/b/0", 2)));
    assertThat(mapped.mapping().keySet()).containsExactly("z.y", "a", "b.0");
    assertThat(triggerIssues(map("type", "event"))).containsExactly("MISSING_FIELD /eventName");
    assertThat(triggerIssues(map())).containsExactly("MISSING_FIELD /type");
    assertThat(triggerIssues(map("type", "evnt")))
        .containsExactly("UNKNOWN_TRIGGER_TYPE /type → event");
    assertThat(triggerIssues(with(TRIGGER, "sourcePayloadSchemaRef", "x", "y", 1)))
        .containsExactly("UNKNOWN_SCHEMA /sourcePayloadSchemaRef", "UNKNOWN_FIELD /y");
  }

  @Test
  void a_mapping_writes_into_the_payload_and_sees_the_event_only() {
    assertThat(
            triggerIssues(
                with(
                    TRIGGER,
                    "payloadMapping",
                    map(
                        "vars.a",
                        1,
                        "a..b",
                        2,
                        "__proto__",
                        3,
                        "ok",
                        List.of(expr("payload.x")),
                        "s",
                        map("$secret", "A")))))
        .containsExactly(
            "INVALID_ASSIGN_PATH /payloadMapping/vars.a",
            "INVALID_ASSIGN_PATH /payloadMapping/a..b",
            "INVALID_ASSIGN_PATH /payloadMapping/__proto__",
            "TRIGGER_SEES_EVENT_ONLY /payloadMapping/ok/0 → event.payload.x",
            "SECRET_NOT_ALLOWED /payloadMapping/s");
    assertThat(triggerIssues(with(TRIGGER, "when", expr("vars.a"))))
        .containsExactly("TRIGGER_SEES_EVENT_ONLY /when");
    assertThat(triggerIssues(with(TRIGGER, "payloadMapping", expr("event"))))
        .containsExactly("INVALID_TYPE /payloadMapping");
  }

  @Test
  void there_is_one_trigger_or_a_list_of_at_most_50() {
    List<Object> triggers = new ArrayList<>(Collections.nCopies(50, TRIGGER));
    assertThat(program(with(document(), "triggers", triggers)).triggers()).hasSize(50);
    triggers.add(TRIGGER);
    assertThat(issues(with(document(), "triggers", triggers)))
        .containsExactly("INVALID_VALUE /triggers");
    assertThat(issues(with(document(), "trigger", TRIGGER, "triggers", List.of())))
        .containsExactly("FIELD_NOT_ALLOWED /triggers");
    assertThat(issues(with(document(), "triggers", List.of(1))))
        .containsExactly("INVALID_TYPE /triggers/0");
  }

  @Test
  void a_condition_is_an_expression_or_made_of_fields() {
    assertThat(when(expr("event.payload.a"))).isInstanceOf(Condition.Holds.class);
    Condition is = new Condition.FieldIs(new Filter("status", Filter.Op.EQUAL, "open"));
    Map<String, @Nullable Object> open = map("field", "status", "op", "=", "value", "open");
    assertThat(when(open)).isEqualTo(is);
    assertThat(when(List.of(open))).isEqualTo(new Condition.All(List.of(is)));
    assertThat(when(map("any", List.of(open, map("all", List.of(open))))))
        .isEqualTo(new Condition.Any(List.of(is, new Condition.All(List.of(is)))));
  }

  @Test
  void a_change_can_be_narrowed_to_what_was_and_what_became() {
    FieldChanged from = new FieldChanged("s", Change.CHANGED_FROM, "a");
    FieldChanged to = new FieldChanged("s", Change.CHANGED_TO, "b");
    assertThat(when(change("changed"))).isEqualTo(new FieldChanged("s", Change.CHANGED, null));
    assertThat(when(change("changed_from", "value", "a"))).isEqualTo(from);
    assertThat(when(change("changed_from", "previous", "a"))).isEqualTo(from);
    assertThat(when(change("changed_to", "value", "b"))).isEqualTo(to);
    Condition both = new Condition.All(List.of(from, to));
    assertThat(when(change("changed_to", "value", "b", "previous", "a"))).isEqualTo(both);
    assertThat(when(change("changed_from", "value", "b", "previous", "a"))).isEqualTo(both);
    assertThat(when(change("changed", "value", "b", "previous", "a"))).isEqualTo(both);
  }

  @Test
  void a_list_of_conditions_has_100_at_most() {
    List<Object> many = new ArrayList<>(Collections.nCopies(100, change("changed")));
    assertThat(whenIssues(many)).isEmpty();
    many.add(change("changed"));
    assertThat(whenIssues(many)).containsExactly("INVALID_VALUE /when");
  }

  @Test
  void a_field_condition_needs_a_fitting_value() {
    assertThat(whenIssues(map("field", "s", "op", "=")))
        .containsExactly("MISSING_FIELD /when/value");
    assertThat(whenIssues(map("field", "s", "op", "in", "value", 1)))
        .containsExactly("INVALID_TYPE /when/value");
    assertThat(whenIssues(map("field", "s", "op", "=", "value", map("$exp", 1))))
        .containsExactly("UNKNOWN_DOLLAR_KEY /when/value/$exp → $expr");
    assertThat(whenIssues(change("changed", "previous", expr("event.a"))))
        .containsExactly("INVALID_VALUE /when/previous");
    assertThat(whenIssues(map("field", "a..b", "op", "exists")))
        .containsExactly("INVALID_PATH /when/field");
  }

  @Test
  void what_a_mapping_reads_is_found_at_any_depth() {
    assertThat(
            triggerIssues(
                with(TRIGGER, "payloadMapping", map("a", map("b", List.of(expr("meta.x"), 1))))))
        .containsExactly("TRIGGER_SEES_EVENT_ONLY /payloadMapping/a/b/0");
  }

  @Test
  void malformed_conditions_are_refused() {
    assertThat(whenIssues(change("changed_to"))).containsExactly("MISSING_FIELD /when/value");
    assertThat(whenIssues(change("changed_from"))).containsExactly("MISSING_FIELD /when/value");
    assertThat(whenIssues(change("change"))).containsExactly("INVALID_VALUE /when/op → changed");
    assertThat(whenIssues(map("field", "s", "op", "=", "value", expr("event.a"))))
        .containsExactly("INVALID_VALUE /when/value");
    assertThat(whenIssues(map("field", "s", "op", "=", "value", 1, "previous", 2)))
        .containsExactly("FIELD_NOT_ALLOWED /when/previous");
    assertThat(whenIssues(map("field", "s", "op", "exists", "value", 1)))
        .containsExactly("FIELD_NOT_ALLOWED /when/value");
    assertThat(whenIssues(List.of())).containsExactly("INVALID_VALUE /when");
    assertThat(whenIssues(map("any", 1, "x", 2)))
        .containsExactly("INVALID_TYPE /when/any", "UNKNOWN_FIELD /when/x");
    assertThat(
            whenIssues(map("any", List.of(change("changed")), "all", List.of(change("changed")))))
        .containsExactly("FIELD_NOT_ALLOWED /when/any");
    assertThat(whenIssues(true)).containsExactly("INVALID_TYPE /when");
    assertThat(whenIssues(map()))
        .containsExactly("MISSING_FIELD /when/field", "MISSING_FIELD /when/op");
  }

  private static Map<String, @Nullable Object> answer(@Nullable Object... fields) {
    return with(map("eventName", "answer", "correlationKey", "k"), fields);
  }

  private static List<String> waitIssues(@Nullable Object... fields) {
    return issuesOf(step("a", "event.wait", "config", answer(fields)));
  }

  private static List<String> filterIssues(@Nullable Object... fields) {
    return waitIssues("filters", List.of(map(fields)));
  }

  private static Lookback lookback(Object value) {
    return ((Step.WaitForEvent) only(step("a", "event.wait", "config", answer("lookback", value))))
        .lookback();
  }

  private static Map<String, @Nullable Object> time(@Nullable Object... config) {
    return step("a", "time.wait", "config", map(config));
  }

  private static Map<String, @Nullable Object> change(String op, @Nullable Object... fields) {
    return with(map("field", "s", "op", op), fields);
  }

  private static Trigger.OnEvent on(Map<String, @Nullable Object> trigger) {
    Program program = program(with(document(), "trigger", trigger));
    return (Trigger.OnEvent) program.triggers().getFirst();
  }

  private static @Nullable Condition when(Object when) {
    return on(with(TRIGGER, "when", when)).when();
  }

  private static List<String> triggerIssues(Map<String, @Nullable Object> trigger) {
    return issues(with(document(), "trigger", trigger)).stream()
        .map(line -> line.replace("/trigger/", "/"))
        .toList();
  }

  private static List<String> whenIssues(Object when) {
    return triggerIssues(with(TRIGGER, "when", when));
  }
}
