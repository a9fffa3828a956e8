package dev.holdfast.bootstrap.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings that are planned and do nothing yet: refused by name, not taken for a typing error. */
enum LaterSetting {
  SLA("sla", "there are no SLA clocks"),
  AUTH_JWT("auth.jwt", "callers use API keys");

  private final String property;
  private final String instead;

  LaterSetting(String property, String instead) {
    this.property = property;
    this.instead = instead;
  }

  /** The refusal of a name that belongs to a later version; null for any other name. */
  static @Nullable String refusal(String name) {
    String plain =
        name.replaceFirst("^(--|holdfast\\.|HOLDFAST_)", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[-_]", ".");
    for (LaterSetting later : values()) {
      if (plain.equals(later.property) || plain.startsWith(later.property + ".")) {
        return "the setting %s comes with a later version; in this one %s"
            .formatted(name, later.instead);
      }
    }
    return null;
  }
}
