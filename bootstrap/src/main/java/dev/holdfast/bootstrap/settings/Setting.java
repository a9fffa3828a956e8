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
  EDITION("edition", "edition", "ce", "ce: runs on PostgreSQL; ee: new runs on Temporal"),
  ROLES(
      "roles",
      "roles",
      "api,worker,scheduler",
      "what this node does: take requests, carry runs out, look for what is due"),
  TEMPORAL_TARGET(
      "temporal.target",
      "temporal",
      "",
      "host:port of Temporal; none: a server in this process that keeps nothing"),
  TEMPORAL_NAMESPACE("temporal.namespace", "temporal-namespace", "default", "namespace there"),
  TEMPORAL_TASK_QUEUE(
      "temporal.task-queue",
      "temporal-task-queue",
      "holdfast",
      "task queue there; one for each installation"),
  TEMPORAL_TLS("temporal.tls", "temporal-tls", "false", "connect to Temporal over TLS"),
  TEMPORAL_TLS_AUTHORITIES(
      "temporal.tls-authorities",
      "temporal-tls-authorities",
      "",
      "PEM file of the authorities to trust; none: those of the JVM"),
  TEMPORAL_TLS_CERTIFICATE(
      "temporal.tls-certificate",
      "temporal-tls-certificate",
      "",
      "PEM file of the certificate to show to Temporal"),
  TEMPORAL_TLS_KEY(
      "temporal.tls-key", "temporal-tls-key", "", "PEM file (PKCS 8) of that certificate's key"),
  TEMPORAL_API_KEY("temporal.api-key", "temporal-api-key", "", "API key for Temporal"),
  TEMPORAL_ENCRYPTION_KEY(
      "temporal.encryption-key",
      "temporal-encryption-key",
      "",
      "ID:BASE64 of 32 bytes, or a list of them: the first encrypts what Temporal keeps, all decrypt"),
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

  /** For a message about it, however it was given: {@code --roles (HOLDFAST_ROLES)}. */
  public String names() {
    return flag() + " (" + variable() + ")";
  }

  public String defaultText() {
    return defaultText;
  }

  public String about() {
    return about;
  }
}
