package dev.holdfast.application.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.run.JournalEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "userPassword",
        "PASSWORD_HASH",
        "dbPasswd",
        "token",
        "access_token",
        "refreshToken",
        "secret",
        "clientSecret",
        "secret-value",
        "apiKey",
        "api_key",
        "X-Api-Key",
        "api key",
        "Authorization",
        "proxy-authorization",
        "privateKey",
        "credentials",
        "Cookie",
        "Set-Cookie"
      })
  void a_value_whose_name_sounds_like_a_secret_is_hidden(String name) {
    assertThat(Redaction.of(object(name, "s3cr3t"))).isEqualTo(object(name, Redaction.HIDDEN));
    assertThat(Redaction.of(Json.list(List.of(object("a", object(name, 12L))))))
        .isEqualTo(List.of(object("a", object(name, Redaction.HIDDEN))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenCount", "maxTokens", "keyboard", "author", "name", "pass"})
  void another_name_is_not(String name) {
    Map<String, @Nullable Object> value = object(name, "shown");

    assertThat(Redaction.of(value)).isSameAs(value);
  }

  @Test
  void nothing_and_yes_or_no_are_no_secrets() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("password", null);
    value.put("token", true);

    assertThat(Redaction.of(value)).isSameAs(value);
  }

  @Test
  void a_secret_that_is_an_object_is_hidden_as_a_whole() {
    assertThat(Redaction.of(object("credentials", object("user", "u"))))
        .isEqualTo(object("credentials", Redaction.HIDDEN));
  }

  @Test
  void the_places_a_run_names_are_hidden_wherever_they_were_copied_to() {
    Redaction redaction =
        Redaction.inRun(
            object(
                "redactions",
                List.of("/payload/card/number", "/vars/people/*/ssn", "/vars/a~1b", "nonsense")));
    Map<String, @Nullable Object> payload = object("card", object("number", "4111"));

    assertThat(redaction.value(payload))
        .isEqualTo(object("card", object("number", Redaction.HIDDEN)));
    assertThat(
            redaction.value(
                object("people", Json.list(List.of(object("ssn", 1L), object("n", 2L))))))
        .isEqualTo(object("people", List.of(object("ssn", Redaction.HIDDEN), object("n", 2L))));
    assertThat(redaction.value(object("a/b", "x"))).isEqualTo(object("a/b", Redaction.HIDDEN));
    assertThat(redaction.value(object("card", "gone"))).isEqualTo(object("card", "gone"));
    assertThat(redaction.value("4111")).isEqualTo("4111");
  }

  @Test
  void a_run_without_such_places_is_redacted_by_names() {
    assertThat(Redaction.inRun(object("redactions", "no list")))
        .isSameAs(Redaction.inRun(Map.of()));
    assertThat(Redaction.inRun(object("other", 1L))).isSameAs(Redaction.inRun(Map.of()));
  }

  @Test
  void a_view_of_the_largest_size_is_whole_and_one_byte_more_is_a_note() {
    String largest = "x".repeat((int) Limits.VALUE_BYTES - 2);

    assertThat(Redaction.of(largest)).isSameAs(largest);
    assertThat(Redaction.of(largest + "x"))
        .isEqualTo(
            Map.of("truncated", true, "size", Limits.VALUE_BYTES + 1, "max", Limits.VALUE_BYTES));
    Map<String, @Nullable Object> large = object("a", largest);
    assertThat(Redaction.of(large))
        .isEqualTo(
            Map.of("truncated", true, "size", Limits.VALUE_BYTES + 6, "max", Limits.VALUE_BYTES));
  }

  @Test
  void an_entry_keeps_its_own_members_and_an_errors_code() {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", "E");
    error.put("details", object("password", "p"));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("type", "action.call");
    data.put("input", object("token", "t"));
    data.put("error", error);
    JournalEntry entry = entry(data);

    JournalEntry shown = Redaction.of(entry);

    assertThat(shown.data().get("type")).isEqualTo("action.call");
    assertThat(shown.data().get("input")).isEqualTo(object("token", Redaction.HIDDEN));
    assertThat(shown.data().get("error"))
        .isEqualTo(Map.of("code", "E", "details", object("password", Redaction.HIDDEN)));
    assertThat(entry.data().get("input")).isEqualTo(object("token", "t"));
  }

  @Test
  void an_entry_with_nothing_to_hide_is_given_back_as_it_is() {
    JournalEntry entry = entry(object("input", object("a", List.of(1L, "x"))));

    assertThat(Redaction.of(entry)).isSameAs(entry);
    assertThat(Redaction.inRun(Map.of()).entries(List.of(entry))).containsExactly(entry);
  }

  private static JournalEntry entry(Map<String, @Nullable Object> data) {
    return new JournalEntry(
        1, Instant.EPOCH, JournalEntry.Kind.STEP_FAILED, "root.steps[0]", "root.steps[0]", 1, data);
  }

  private static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(name, value);
    return object;
  }
}
