package dev.holdfast.domain.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the action that a config names. */
record ActionReference(Catalog catalog, Report report) {
  /** Null, and reported, when there is no such action and version. */
  Catalog.@Nullable ActionFacts of(Fields config) {
    String id = config.requiredWord("actionId", DefinitionLimits.NAME_LENGTH);
    List<Integer> versions = id == null ? List.of() : catalog.actionVersions(id);
    if (id != null && versions.isEmpty()) {
      report.add(
          IssueCode.UNKNOWN_ACTION,
          config.at("actionId"),
          "There is no action '" + id + "'.",
          Nearest.of(id, catalog.actionIds()));
    }
    Long version = config.requiredWhole("version", 1, Integer.MAX_VALUE);
    if (id == null || version == null || versions.isEmpty()) return null;
    Catalog.ActionFacts action = catalog.action(id, version.intValue());
    if (action == null) {
      report.add(
          IssueCode.UNKNOWN_ACTION_VERSION,
          config.at("version"),
          "The action '" + id + "' has no version " + version + ".",
          String.valueOf(versions.getLast()));
    }
    return action;
  }
}
