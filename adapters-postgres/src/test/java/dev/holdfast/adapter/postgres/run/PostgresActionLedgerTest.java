package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.ActionLedger.Claim;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.store.Together;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresActionLedgerTest {
  private static final TestDatabase DATABASE = new TestDatabase();

  private final ActionLedger.Key key =
      new ActionLedger.Key("t", "http.request", 1, UUID.randomUUID().toString());
  private final UUID call = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final int node = node("1 hour");
  private final ActionLedger ledger = ledger(node);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void a_key_is_claimed_once_while_its_owner_lives() {
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.Mine());
    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.InProgress());
    assertThat(ledger(node("1 hour")).claim(key, "in", other)).isEqualTo(new Claim.InProgress());
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.Mine());
  }

  @Test
  void of_many_claims_at_once_one_wins() {
    List<Claim> claims = Together.all(8, n -> ledger.claim(key, "in", UUID.randomUUID()));

    assertThat(claims).containsOnlyOnce(new Claim.Mine());
    assertThat(claims).filteredOn(new Claim.InProgress()::equals).hasSize(7);
  }

  @Test
  void what_has_succeeded_is_answered_for_ever() {
    ledger.claim(key, "in", call);
    Map<String, @Nullable Object> output = Json.objectOf(Map.of("id", 7, "list", List.of("x")));
    ledger.succeeded(key, call, output);

    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.Done(output));
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.Done(output));
    ledger.released(key, call);
    ledger.succeeded(key, call, "another");
    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.Done(output));
  }

  @Test
  void an_output_may_be_null() {
    ledger.claim(key, "in", call);
    ledger.succeeded(key, call, null);

    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.Done(null));
  }

  @Test
  void another_input_is_refused_while_the_call_goes_on_and_when_it_has_succeeded() {
    ledger.claim(key, "in", call);
    assertThat(ledger.claim(key, "other", call)).isEqualTo(new Claim.OtherInput());
    ledger.succeeded(key, call, 1L);
    assertThat(ledger.claim(key, "other", other)).isEqualTo(new Claim.OtherInput());
  }

  @Test
  void a_failed_call_may_be_repaired_and_made_again_under_its_key() {
    ledger.claim(key, "in", call);
    ledger.released(key, call);

    assertThat(ledger.claim(key, "repaired", other)).isEqualTo(new Claim.Mine());
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.OtherInput());
  }

  @Test
  void a_released_key_can_be_claimed_again() {
    ledger.claim(key, "in", call);
    ledger.released(key, call);

    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.Mine());
    ledger.succeeded(key, call, "of the one that gave up");
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.InProgress());
    ledger.succeeded(key, other, "its own");
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.Done("its own"));
  }

  @Test
  void the_claim_of_a_node_that_is_gone_passes_on() {
    ledger(node("-1 second")).claim(key, "in", call);

    assertThat(ledger.claim(key, "in", other)).isEqualTo(new Claim.Mine());
    // The one that was thought gone comes back: its answer is nobody's.
    ledger.succeeded(key, call, "late");
    assertThat(ledger.claim(key, "in", call)).isEqualTo(new Claim.InProgress());
  }

  @Test
  void keys_are_told_apart_by_tenant_action_and_version() {
    ledger.claim(key, "in", call);

    for (ActionLedger.Key another :
        List.of(
            new ActionLedger.Key("u", key.actionId(), 1, key.key()),
            new ActionLedger.Key("t", "log.write", 1, key.key()),
            new ActionLedger.Key("t", key.actionId(), 2, key.key()),
            new ActionLedger.Key("t", key.actionId(), 1, key.key() + " "))) {
      assertThat(ledger.claim(another, "else", other)).isEqualTo(new Claim.Mine());
    }
  }

  private static ActionLedger ledger(int node) {
    return new PostgresActionLedger(DATABASE.dataSource(), new WriteCounters(), () -> node);
  }

  private static int node(String expiresIn) {
    return Integer.parseInt(
        DATABASE
            .column(
                """
                insert into workflow_node (name, started_at, expires_at)
                values ('n', now(), now() + interval '%s') returning node_id
                """
                    .formatted(expiresIn))
            .getFirst());
  }
}
