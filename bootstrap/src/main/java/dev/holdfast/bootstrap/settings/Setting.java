package dev.holdfast.bootstrap.settings;

import java.util.Locale;

/**
 * Everything that can be set: by flag, by {@code HOLDFAST_…} variable or by {@code holdfast.…}
 * property, in this order of precedence.
 */
public enum Setting {
  PORT("port", "port", "8080", "port to listen on; 0 picks a free one"),
  BIND("bind", "bind", "127.0.0.1", "address to listen on"),
  DATA("data-dir", "data", "./data", "folder of the embedded database, admin key and ready file"),
  DATABASE_URL(
      "database.url", "database-url", "", "JDBC URL of a PostgreSQL from 15 on; none: embedded"),
  DATABASE_USER("database.user", "database-user", "", "user of that database"),
  DATABASE_PASSWORD("database.password", "database-password", "", "its password"),
  DATABASE_ALLOW_UNSAFE(
      "database.allow-unsafe",
      "database-allow-unsafe",
      "false",
      "start even if the database may lose commits in a crash"),
  EDITION("edition", "edition", "ce", "ce: runs on PostgreSQL"),
  WORKER_CONCURRENCY(
      "worker.concurrency", "worker-concurrency", "1000", "runs in hand at once on this node"),
  WORKER_LEASE(
      "worker.lease",
      "worker-lease",
      "15s",
      "after this time without a heartbeat others take a node's runs"),
  WORKER_POLL_INTERVAL(
      "worker.poll-interval", "worker-poll-interval", "1s", "how often to look for what is due"),
  WORKER_COMMITTERS(
      "worker.committers", "worker-committers", "2", "connections that write, 1 to 4"),
  EVENTS_CORRELATION_PATHS(
      "events.correlation-paths",
      "events-correlation-paths",
      "{}",
      "JSON: event name or * to a path or a list of paths in the payload"),
  HTTP_ALLOW_PRIVATE(
      "http.allow-private",
      "http-allow-private",
      "false",
      "let http.request call private addresses"),
  LOG("log", "log", "text", "text or json");

  private final String property;
  private final String flag;
  private final String defaultText;
  private final String about;

  Setting(String property, String flag, String defaultText, String about) {
    this.property = property;
    this.flag = flag;
    this.defaultText = defaultText;
    this.about = about;
  }

  /** Such as {@code holdfast.worker.lease}. */
  public String property() {
    return "holdfast." + property;
  }

  /** Such as {@code HOLDFAST_WORKER_LEASE}. */
  public String variable() {
    return "HOLDFAST_" + property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Such as {@code --worker-lease}. */
  public String flag() {
    return "--" + flag;
  }

  public String defaultText() {
    return defaultText;
  }

  public String about() {
    return about;
  }
}
