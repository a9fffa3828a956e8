package dev.holdfast.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowKeysTest {
  @ParameterizedTest
  @CsvSource({
    "Ticket flow,ticket-flow",
    "'  Ticket flow  ',ticket-flow",
    "a.b_c-d,a.b_c-d",
    "Größe,gr--e",
    "2nd line,w-2nd-line",
    "_private,w-_private",
    "'!!!',workflow",
    "'',workflow",
    "💩x,w--x",
    "abcdef00-0000-7000-8000-000000000000,w-abcdef00-0000-7000-8000-000000000000"
  })
  void a_name_becomes_a_key(String name, String key) {
    assertThat(WorkflowKeys.fromName(name)).isEqualTo(key);
    assertThat(WorkflowKeys.isKey(key)).isTrue();
  }

  @Test
  void a_long_name_is_cut() {
    assertThat(WorkflowKeys.fromName("x".repeat(500))).hasSize(128);
    assertThat(WorkflowKeys.fromName("1".repeat(500))).hasSize(128).startsWith("w-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "1a", "-a", "a b", "a/b", "ä", "abcdef00-0000-7000-8000-000000000000"})
  void what_is_no_key_is_refused(String text) {
    assertThat(WorkflowKeys.isKey(text)).isFalse();
  }

  @Test
  void a_key_has_at_most_128_characters() {
    assertThat(WorkflowKeys.isKey("a".repeat(128))).isTrue();
    assertThat(WorkflowKeys.isKey("a".repeat(129))).isFalse();
  }
}
