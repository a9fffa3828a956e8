package dev.holdfast.adapter.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Connections to one database. It notices a database that is away within seconds, and one that is
 * back by itself. Thread-safe.
 */
public final class ConnectionPool implements AutoCloseable {
  /** Wait for a connection, and the wait for its answer, stay together under ten seconds. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private static final Duration VALIDATION = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** How long a statement of a request may stay unanswered. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(6);

  /** For work that may take its time, such as sweeps. */
  public static final Duration NO_TIMEOUT = Duration.ZERO;

  private static final AtomicLong THREADS = new AtomicLong();

  private final HikariDataSource source;

  private ConnectionPool(HikariDataSource source) {
    this.source = source;
  }

  /**
   * Opens a pool.
   *
   * @param name shown by the database and in logs
   * @param size connections at most; all are kept open
   * @param answer how long a statement may stay unanswered; {@link #NO_TIMEOUT} means for ever
   * @throws StoreUnavailable when the database does not answer now
   */
  public static ConnectionPool open(
      DatabaseAddress address, String name, int size, Duration answer) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(size);
    config.setThreadFactory(work -> thread(name, work));
    config.setConnectionTimeout(WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    // As texts: the driver takes no notice of numbers.
    config.addDataSourceProperty("ApplicationName", "holdfast-" + name);
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
    config.addDataSourceProperty("loginTimeout", Long.toString(CONNECT.toSeconds()));
    config.addDataSourceProperty("socketTimeout", Long.toString(answer.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    try {
      return new ConnectionPool(new HikariDataSource(config));
    } catch (PoolInitializationException e) {
      throw new StoreUnavailable(
          "expected %s to answer, but: %s".formatted(address, e.getMessage()), e);
    }
  }

  /**
   * The pool's threads outlive whoever happens to open it: were they to inherit its class loader, a
   * web server that stops would take them for threads left over by its application.
   */
  private static Thread thread(String pool, Runnable work) {
    Thread thread =
        Thread.ofPlatform()
            .name("holdfast-pool-" + pool + "-", THREADS.getAndIncrement())
            .daemon()
            .unstarted(work);
    thread.setContextClassLoader(ConnectionPool.class.getClassLoader());
    return thread;
  }

  public DataSource dataSource() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
