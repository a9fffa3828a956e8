package dev.holdfast.bootstrap.logging;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Chooses the form of log lines. Called before anything is logged. */
public enum Logging {
  /** For people. */
  TEXT("text"),
  /** One JSON object per line, for machines. */
  JSON("json"),
  /** Warnings alone, beside the output of a command. */
  QUIET("quiet");

  private final String appender;

  Logging(String appender) {
    this.appender = appender;
  }

  public void use() {
    // logback.xml reads it when the first logger is made; Spring Boot is told to leave that be.
    System.setProperty("logging.form", appender);
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    if (!SLF4JBridgeHandler.isInstalled()) {
      // The web server logs through the JDK.
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
