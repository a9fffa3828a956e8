package dev.holdfast.application.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import dev.holdfast.domain.run.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "Password",
        "user_password",
        "apiKey",
        "api-key",
        "X-API-Key",
        "API KEY",
        "authorization",
        "Authorization",
        "accessToken",
        "client_secret",
        "Set-Cookie",
        "privateKey"
      })
  void members_whose_names_promise_a_secret_are_hidden(String name) {
    assertThat(Redaction.of(Map.of(name, "x"))).isEqualTo(Map.of(name, Redaction.HIDDEN));
  }

  @Test
  void secrets_are_found_at_every_depth() {
    Object view = Redaction.of(Map.of("list", List.of(Map.of("token", List.of(1L)))));
    assertThat(view).isEqualTo(Map.of("list", List.of(Map.of("token", Redaction.HIDDEN))));
  }

  @Test
  void what_hides_nothing_stays_the_same_object() {
    Object json = Json.of(Map.of("a", List.of(Map.of("key", 1L))));
    assertThat(Redaction.of(json)).isSameAs(json);
  }

  @Test
  void a_value_at_the_limit_is_shown_and_a_longer_one_says_its_size() {
    String atLimit = "x".repeat((int) Limits.VALUE_BYTES - 2);
    assertThat(Redaction.of(atLimit)).isSameAs(atLimit);
    assertThat(Redaction.of(atLimit + "x"))
        .isEqualTo(
            Map.of("truncated", true, "size", Limits.VALUE_BYTES + 1, "max", Limits.VALUE_BYTES));
  }

  @Test
  void an_entry_keeps_our_own_members_and_hides_in_the_users() {
    JournalEntry entry =
        new JournalEntry(
            7,
            Instant.EPOCH,
            JournalEntry.Kind.STEP_STARTED,
            "root.steps[0]",
            "root.steps[0]",
            1,
            Json.objectOf(
                Map.of("idempotencyKey", "k", "input", Map.of("password", "p", "user", "u"))));
    assertThat(Redaction.of(entry).data())
        .isEqualTo(
            Map.of(
                "idempotencyKey", "k", "input", Map.of("password", Redaction.HIDDEN, "user", "u")));
  }
}
