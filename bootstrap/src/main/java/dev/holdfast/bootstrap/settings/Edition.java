package dev.holdfast.bootstrap.settings;

import java.util.Locale;

/** Where new runs live. */
public enum Edition {
  /** On PostgreSQL. */
  CE,
  /** On Temporal; runs that began on PostgreSQL end there. */
  EE;

  /** As settings and answers name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
