package dev.holdfast.domain.definition;

import org.jspecify.annotations.Nullable;

/** The {@code config} of a step that is no control step. */
final class Config {
  private Config() {}

  /** The fields of a required config; null, and reported, when it is missing or no object. */
  static @Nullable Fields of(Fields step, Report report) {
    if (step.has("config")) return step.object("config");
    report.add(
        IssueCode.MISSING_CONFIG, step.place(), "A step of this type needs a 'config'.", null);
    return null;
  }

  /** What design tools keep in a config for themselves; it means nothing when a run executes. */
  static boolean isHint(String name) {
    return name.startsWith("designer") || name.startsWith("aiOutputSchema");
  }
}
