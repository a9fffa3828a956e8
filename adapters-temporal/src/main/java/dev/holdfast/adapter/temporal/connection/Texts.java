package dev.holdfast.adapter.temporal.connection;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of this module as texts. */
record Texts(Function<String, @Nullable String> settings) {
  private static final String PREFIX = "holdfast.temporal.";

  @Nullable String text(String name) {
    String text = settings.apply(PREFIX + name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  String text(String name, String usual) {
    String text = text(name);
    return text == null ? usual : text;
  }

  int number(String name, int usual) {
    String text = text(name);
    if (text == null) return usual;
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected " + PREFIX + name + " to be a whole number, but " + text, e);
    }
  }

  /** Runs that a node may have in memory, whatever their engine. */
  int workerConcurrency(int usual) {
    String text = settings.apply("holdfast.worker.concurrency");
    return text == null ? usual : Integer.parseInt(text);
  }

  boolean flag(String name, boolean usual) {
    String text = text(name);
    if (text == null) return usual;
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "expected " + PREFIX + name + " to be true or false, but " + text);
    };
  }

  /** What any of these is given for is meant to be safe. */
  TemporalSettings.@Nullable Tls tls() {
    String certificate = text("tls-certificate");
    String authorities = text("tls-authorities");
    boolean wanted =
        certificate != null || authorities != null || text("api-key") != null || flag("tls", false);
    return wanted ? new TemporalSettings.Tls(certificate, text("tls-key"), authorities) : null;
  }
}
