package dev.holdfast.testkit.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.TriggerMatch;
import dev.holdfast.domain.definition.TriggerMatch.DoesNot;
import dev.holdfast.domain.definition.TriggerMatch.Fires;
import dev.holdfast.domain.definition.TriggerMatch.Reason;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TriggerMatchTest {
  private final JacksonJsonText json = new JacksonJsonText();
  private final JsonataExpressions expressions = new JsonataExpressions();

  @Test
  void without_a_mapping_the_payload_is_the_events() {
    assertThat(payload("", "{\"b\": 1, \"a\": [2]}")).isEqualTo("{\"b\":1,\"a\":[2]}");
  }

  @Test
  void a_mapping_builds_the_payload_from_the_event() {
    String mapping =
        """
        , "payloadMapping": {"ticket.id": {"$expr": "event.payload.id"}, "via": "mail",
          "list[0]": {"$expr": "event.name"}, "at": {"$expr": "nowIso()"},
          "gone": {"$expr": "event.payload.none"}}
        """;
    assertThat(payload(mapping, "{\"id\": 7}"))
        .isEqualTo(
            "{\"ticket\":{\"id\":7},\"via\":\"mail\",\"list\":[\"record.updated\"],"
                + "\"at\":\"2026-03-01T10:00:00.000Z\",\"gone\":null}");
  }

  @Test
  void a_mapping_that_fails_starts_nothing_and_says_why() {
    DoesNot failed =
        refusal(
            ", \"payloadMapping\": {\"n\": {\"$expr\": \"event.payload.id + 1\"}}",
            "{\"id\": \"x\"}");
    assertThat(failed.reason()).isEqualTo(Reason.MAPPING_FAILED);
    assertThat(failed.message()).startsWith("mapping n: ");
    assertThat(refusal(", \"payloadMapping\": {\"a\": 1, \"a.b\": 2}", "{}").reason())
        .isEqualTo(Reason.MAPPING_FAILED);
  }

  @Test
  void a_condition_must_be_true_and_nothing_less() {
    assertThat(fires("{\"$expr\": \"event.payload.n > 1\"}", "{\"n\": 2}")).isTrue();
    assertThat(fires("{\"$expr\": \"event.payload.n > 1\"}", "{\"n\": 1}")).isFalse();
    assertThat(fires("{\"$expr\": \"event.payload.n\"}", "{\"n\": 1}")).isFalse();
    assertThat(fires("{\"$expr\": \"event.payload.n\"}", "{}")).isFalse();
    assertThat(fires("{\"$expr\": \"event.payload.n > 1\"}", "{\"n\": \"x\"}")).isFalse();
    assertThat(refusal(", \"when\": {\"$expr\": \"false\"}", "{}").reason())
        .isEqualTo(Reason.WHEN_FALSE);
  }

  @Test
  void conditions_join_by_all_and_any() {
    String a = "{\"field\": \"a\", \"op\": \"=\", \"value\": 1}";
    String b = "{\"field\": \"b\", \"op\": \"=\", \"value\": 1}";
    for (int i = 0; i < 4; i++) {
      String event = "{\"a\": " + (i & 1) + ", \"b\": " + (i >> 1) + "}";
      assertThat(fires("[" + a + ", " + b + "]", event)).isEqualTo(i == 3);
      assertThat(fires("{\"all\": [" + a + ", " + b + "]}", event)).isEqualTo(i == 3);
      assertThat(fires("{\"any\": [" + a + ", " + b + "]}", event)).isEqualTo(i > 0);
    }
  }

  @Test
  void a_change_is_one_between_before_and_after() {
    String opened = "{\"before\": {\"s\": \"new\"}, \"after\": {\"s\": \"open\"}}";
    String same = "{\"before\": {\"s\": \"open\"}, \"after\": {\"s\": \"open\"}}";
    String made = "{\"after\": {\"s\": \"open\"}}";
    assertThat(fires(change("changed", ""), opened)).isTrue();
    assertThat(fires(change("changed", ""), same)).isFalse();
    assertThat(fires(change("changed", ""), made)).isTrue();
    assertThat(fires(change("changed_to", ", \"value\": \"open\""), opened)).isTrue();
    assertThat(fires(change("changed_to", ", \"value\": \"open\""), same)).isFalse();
    assertThat(fires(change("changed_to", ", \"value\": \"new\""), opened)).isFalse();
    assertThat(fires(change("changed_from", ", \"value\": \"new\""), opened)).isTrue();
    assertThat(fires(change("changed_from", ", \"value\": \"open\""), opened)).isFalse();
    assertThat(fires(change("changed_from", ", \"value\": \"new\""), made)).isFalse();
    assertThat(fires(change("changed_to", ", \"value\": \"open\", \"previous\": \"x\""), opened))
        .isFalse();
  }

  @Test
  void the_first_trigger_that_fires_is_the_one() {
    String triggers =
        """
        {"name": "t", "payloadSchema": {}, "steps": [], "triggers": [
          {"type": "event", "eventName": "other", "payloadMapping": {"from": 0}},
          {"type": "event", "eventName": "record.updated", "when": {"$expr": "false"}},
          {"type": "event", "eventName": "record.updated", "payloadMapping": {"from": 2}},
          {"type": "event", "eventName": "record.updated", "payloadMapping": {"from": 3}}]}
        """;
    assertThat(match(triggers, "{}"))
        .isEqualTo(new Fires(Json.objectOf(json.parse("{\"from\": 2}"))));
  }

  private static String change(String op, String more) {
    return "{\"field\": \"s\", \"op\": \"" + op + "\"" + more + "}";
  }

  private boolean fires(String when, String payload) {
    return match(one(", \"when\": " + when), payload) instanceof Fires;
  }

  private String payload(String fields, String payload) {
    return match(one(fields), payload) instanceof Fires(var started) ? Json.text(started) : "none";
  }

  private DoesNot refusal(String fields, String payload) {
    return (DoesNot) match(one(fields), payload);
  }

  private static String one(String fields) {
    return """
    {"name": "t", "payloadSchema": {}, "steps": [],
     "trigger": {"type": "event", "eventName": "record.updated"%s}}
    """
        .formatted(fields);
  }

  private TriggerMatch match(String definition, String payload) {
    Compilation compilation =
        DefinitionCompiler.compile(json.parse(definition), new NoCatalog(), expressions);
    assertThat(compilation.issues()).isEmpty();
    return TriggerMatch.first(
        Objects.requireNonNull(compilation.program()).triggers(),
        new Event(
            "e-1",
            "record.updated",
            null,
            Json.objectOf(json.parse(payload)),
            null,
            null,
            null,
            Instant.parse("2026-03-01T10:00:00Z")));
  }
}
