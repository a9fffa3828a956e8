package dev.holdfast.bootstrap.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, checked.
 *
 * @param port 0 picks a free one
 * @param databaseUrl null starts the embedded server in {@code data}
 * @param roles what this node does
 * @param correlationPaths JSON text, checked where it is read
 */
public record Settings(
    int port,
    String bind,
    Path data,
    @Nullable String databaseUrl,
    String databaseUser,
    String databasePassword,
    boolean databaseAllowUnsafe,
    Edition edition,
    Roles roles,
    TemporalSettings temporal,
    int workerConcurrency,
    Duration workerLease,
    Duration workerPollInterval,
    int workerCommitters,
    String correlationPaths,
    boolean httpAllowPrivate,
    boolean logJson) {

  /**
   * @throws SettingInvalid naming the setting that cannot be used
   */
  public static Settings of(Map<Setting, String> given) {
    Values values = new Values(given);
    Edition edition =
        values.oneOf(Setting.EDITION, List.of("ce", "ee")).equals("ee") ? Edition.EE : Edition.CE;
    Roles roles = Roles.of(values.text(Setting.ROLES));
    String url = values.text(Setting.DATABASE_URL);
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      throw new SettingInvalid(
          "expected " + Setting.DATABASE_URL.names() + " to begin with jdbc:postgresql:");
    }
    if (url.isEmpty() && !roles.all()) {
      throw new SettingInvalid(
          Setting.ROLES.names()
              + " without all of api, worker and scheduler needs --database-url: nobody else"
              + " reaches the embedded database");
    }
    return new Settings(
        values.whole(Setting.PORT, 0, 65_535),
        values.text(Setting.BIND),
        Path.of(values.text(Setting.DATA)).toAbsolutePath().normalize(),
        url.isEmpty() ? null : url,
        values.text(Setting.DATABASE_USER),
        values.text(Setting.DATABASE_PASSWORD),
        values.flag(Setting.DATABASE_ALLOW_UNSAFE),
        edition,
        roles,
        TemporalSettings.of(given, edition, roles),
        values.whole(Setting.WORKER_CONCURRENCY, 1, 100_000),
        values.duration(Setting.WORKER_LEASE, Duration.ofSeconds(3), Duration.ofMinutes(10)),
        values.duration(
            Setting.WORKER_POLL_INTERVAL, Duration.ofMillis(100), Duration.ofMinutes(1)),
        values.whole(Setting.WORKER_COMMITTERS, 1, 4),
        values.text(Setting.EVENTS_CORRELATION_PATHS),
        values.flag(Setting.HTTP_ALLOW_PRIVATE),
        values.oneOf(Setting.LOG, List.of("text", "json")).equals("json"));
  }

  /** The same for a process that takes no part in the work. */
  public Settings idle() {
    return new Settings(
        port,
        bind,
        data,
        databaseUrl,
        databaseUser,
        databasePassword,
        databaseAllowUnsafe,
        edition,
        new Roles(false, false, false),
        temporal,
        workerConcurrency,
        workerLease,
        workerPollInterval,
        workerCommitters,
        correlationPaths,
        httpAllowPrivate,
        logJson);
  }

  /** Reads values by type. */
  private record Values(Map<Setting, String> given) {
    String text(Setting setting) {
      return given.getOrDefault(setting, setting.defaultText()).strip();
    }

    boolean flag(Setting setting) {
      return oneOf(setting, List.of("true", "false")).equals("true");
    }

    String oneOf(Setting setting, List<String> words) {
      String text = text(setting);
      if (words.contains(text)) return text;
      throw wrong(setting, "one of " + String.join(", ", words));
    }

    int whole(Setting setting, int least, int most) {
      String text = text(setting);
      if (text.matches("[0-9]{1,9}")) {
        int value = Integer.parseInt(text);
        if (value >= least && value <= most) return value;
      }
      throw wrong(setting, "a whole number from " + least + " to " + most);
    }

    Duration duration(Setting setting, Duration least, Duration most) {
      Duration duration = duration(text(setting));
      if (duration != null && duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
      throw wrong(setting, "a time such as 500ms, 15s or 1m, from " + least + " to " + most);
    }

    private static @Nullable Duration duration(String text) {
      String digits = text.replaceFirst("(ms|s|m)$", "");
      if (!digits.matches("[0-9]{1,9}")) return null;
      long amount = Long.parseLong(digits);
      return switch (text.substring(digits.length())) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> null;
      };
    }

    private SettingInvalid wrong(Setting setting, String expected) {
      return new SettingInvalid(
          "expected "
              + setting.names()
              + " to be "
              + expected
              + ", but got \""
              + text(setting)
              + "\"");
    }
  }
}
