package dev.holdfast.adapter.postgres;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database's tables to what this version of the code needs. */
public final class Migrations {
  private Migrations() {}

  /**
   * Runs what has not run. Several nodes may do so at once: one does, the others wait.
   *
   * @return how many migrations ran
   * @throws IllegalStateException when one fails, or the database is newer than the code
   */
  public static int run(DatabaseAddress address) {
    try {
      return Flyway.configure()
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration")
          .table("workflow_schema_history")
          // A database that others use too, with tables of theirs in our schema.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .connectRetries(3)
          .validateMigrationNaming(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "expected to migrate %s, but: %s".formatted(address, e.getMessage()), e);
    }
  }
}
