package dev.holdfast.bootstrap.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is set for Temporal, checked as far as that goes without it.
 *
 * @param given texts by the settings' full names
 */
public record TemporalSettings(Map<String, String> given) {
  private static final int KEY_BYTES = 32;

  private static final List<Setting> ALL =
      List.of(
          Setting.TEMPORAL_TARGET,
          Setting.TEMPORAL_NAMESPACE,
          Setting.TEMPORAL_TASK_QUEUE,
          Setting.TEMPORAL_TLS,
          Setting.TEMPORAL_TLS_AUTHORITIES,
          Setting.TEMPORAL_TLS_CERTIFICATE,
          Setting.TEMPORAL_TLS_KEY,
          Setting.TEMPORAL_API_KEY,
          Setting.TEMPORAL_ENCRYPTION_KEY);

  /** Settings that say how to reach a server, and mean nothing without one. */
  private static final List<Setting> OF_A_SERVER =
      List.of(
          Setting.TEMPORAL_NAMESPACE,
          Setting.TEMPORAL_TLS,
          Setting.TEMPORAL_TLS_AUTHORITIES,
          Setting.TEMPORAL_TLS_CERTIFICATE,
          Setting.TEMPORAL_TLS_KEY,
          Setting.TEMPORAL_API_KEY);

  public TemporalSettings {
    given = Map.copyOf(given);
  }

  static TemporalSettings of(Map<Setting, String> texts, Edition edition, Roles roles) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting setting : ALL) {
      String text = texts.getOrDefault(setting, "").strip();
      if (!text.isEmpty()) given.put(setting.property(), text);
    }
    TemporalSettings settings = new TemporalSettings(given);
    settings.check(edition, roles);
    return settings;
  }

  private void check(Edition edition, Roles roles) {
    if (edition == Edition.CE) {
      for (Setting setting : ALL) {
        refuse(has(setting), setting.names() + " needs --edition ee: edition ce has no Temporal");
      }
      return;
    }
    if (!has(Setting.TEMPORAL_TARGET)) {
      for (Setting setting : OF_A_SERVER) {
        refuse(has(setting), setting.names() + " needs --temporal: which server is meant?");
      }
      refuse(
          !roles.all(),
          "edition ee without --temporal runs a server in this process, which no other reaches:"
              + " it needs all --roles");
    } else {
      refuse(
          !text(Setting.TEMPORAL_TARGET).matches("[^:/\\s]+:[0-9]{1,5}"),
          "expected %s to be host:port, but got \"%s\""
              .formatted(Setting.TEMPORAL_TARGET.names(), text(Setting.TEMPORAL_TARGET)));
    }
    checkTls();
    if (has(Setting.TEMPORAL_ENCRYPTION_KEY)) checkKeys(text(Setting.TEMPORAL_ENCRYPTION_KEY));
  }

  private void checkTls() {
    String tls = has(Setting.TEMPORAL_TLS) ? text(Setting.TEMPORAL_TLS) : "false";
    refuse(
        !List.of("true", "false").contains(tls),
        "expected %s to be one of true, false, but got \"%s\""
            .formatted(Setting.TEMPORAL_TLS.names(), tls));
    for (Setting file :
        List.of(
            Setting.TEMPORAL_TLS_AUTHORITIES,
            Setting.TEMPORAL_TLS_CERTIFICATE,
            Setting.TEMPORAL_TLS_KEY)) {
      if (!has(file)) continue;
      refuse(!tls.equals("true"), file.names() + " needs --temporal-tls true");
      refuse(
          !Files.isReadable(Path.of(text(file))),
          "%s cannot be read: %s".formatted(file.names(), text(file)));
    }
    refuse(
        has(Setting.TEMPORAL_TLS_CERTIFICATE) != has(Setting.TEMPORAL_TLS_KEY),
        "--temporal-tls-certificate and --temporal-tls-key need each other");
    refuse(
        has(Setting.TEMPORAL_API_KEY) && !tls.equals("true"),
        Setting.TEMPORAL_API_KEY.names()
            + " needs --temporal-tls true: the key would travel in the open");
  }

  /** Never shows a key. */
  private static void checkKeys(String text) {
    List<String> ids = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int colon = one.indexOf(':');
      String id = colon < 0 ? "" : one.substring(0, colon).strip();
      refuse(
          !id.matches("[A-Za-z0-9_-]{1,64}")
              || ids.contains(id)
              || !isKey(one.substring(colon + 1)),
          "expected %s to be ID:BASE64 of 32 bytes, or a list of them"
              .formatted(Setting.TEMPORAL_ENCRYPTION_KEY.names()));
      ids.add(id);
    }
  }

  private static boolean isKey(String base64) {
    try {
      return Base64.getDecoder().decode(base64.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) throw new SettingInvalid(message);
  }

  private boolean has(Setting setting) {
    return given.containsKey(setting.property());
  }

  private String text(Setting setting) {
    return given.getOrDefault(setting.property(), "");
  }

  /** A setting by its full name, such as {@code holdfast.temporal.target}; null where not given. */
  public @Nullable String text(String property) {
    return given.get(property);
  }
}
