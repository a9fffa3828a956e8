package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections outside any pool, for threads that keep theirs. */
public final class SingleConnections {
  private static final int CONNECT_SECONDS = 2;

  /** A connection that says nothing for so long is lost: its thread opens another. */
  private static final int ANSWER_SECONDS = 15;

  private SingleConnections() {}

  /**
   * @param name shown by the database
   */
  public static DataSource to(DatabaseAddress address, String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    if (address.user() != null) source.setUser(address.user());
    if (address.password() != null) source.setPassword(address.password());
    source.setApplicationName("holdfast-" + name);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    return source;
  }
}
