package dev.holdfast.adapter.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.DatabaseRequirements;
import org.junit.jupiter.api.Test;

class ScratchServerTest {
  @Test
  void everybody_gets_a_durable_database_of_their_own() {
    DatabaseAddress first = ScratchServer.freshDatabase();
    DatabaseAddress second = ScratchServer.freshDatabase();

    assertThat(first.url()).isNotEqualTo(second.url());
    try (ConnectionPool pool =
        ConnectionPool.open(second, "test", 1, ConnectionPool.REQUEST_TIMEOUT)) {
      DatabaseRequirements.check(pool.dataSource(), false);
    }
  }
}
