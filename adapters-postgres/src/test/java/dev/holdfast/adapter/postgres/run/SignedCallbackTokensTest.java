package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CallbackTokens.Callee;
import dev.holdfast.testkit.store.Together;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignedCallbackTokensTest {
  private static final TestDatabase DATABASE = new TestDatabase();

  private final UUID run = UUID.randomUUID();
  private final UUID call = UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void all_nodes_of_an_installation_make_and_read_the_same_tokens() {
    List<String> tokens = Together.all(6, n -> tokens(DATABASE).token(run, call));

    assertThat(tokens).containsOnly(tokens.getFirst());
    assertThat(tokens(DATABASE).callee(tokens.getFirst())).isEqualTo(new Callee(run, call));
  }

  @Test
  void another_installation_reads_nothing() {
    String token = tokens(DATABASE).token(run, call);
    try (TestDatabase another = new TestDatabase()) {
      assertThat(tokens(another).callee(token)).isNull();
    }
  }

  @Test
  void a_token_with_one_changed_character_is_none() {
    CallbackTokens tokens = tokens(DATABASE);
    String token = tokens.token(run, call);

    assertThat(token).matches("[A-Za-z0-9_-]{64}");
    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + changed + token.substring(i + 1);
      assertThat(tokens.callee(forged)).as("changed at %d", i).isNull();
    }
  }

  @Test
  void what_looks_like_no_token_is_none() {
    CallbackTokens tokens = tokens(DATABASE);

    for (String text : List.of("", "x", "A".repeat(64), "A".repeat(63), "A".repeat(65), "é", "=")) {
      assertThat(tokens.callee(text)).as("token %s", text).isNull();
    }
  }

  private static CallbackTokens tokens(TestDatabase database) {
    return SignedCallbackTokens.of(database.dataSource(), new WriteCounters());
  }
}
