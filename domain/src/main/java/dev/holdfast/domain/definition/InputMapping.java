package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the input of an action call against what the action takes. */
record InputMapping(Values values, Report report) {
  private static final String FIELD = "inputMapping";

  /**
   * @param action null when it is unknown; then only the values are checked
   */
  @Nullable Value of(Fields config, Catalog.@Nullable ActionFacts action) {
    Object raw = config.has(FIELD) ? config.raw(FIELD) : Json.EMPTY_OBJECT;
    Map<String, @Nullable Object> members = Json.asObject(raw);
    if (members == null) {
      config.wrongType(FIELD, "an object");
      return null;
    }
    if (action != null && !Values.isReference(members)) {
      checkMembers(config, members.keySet().stream().toList(), action);
      for (String name : action.templateInput()) {
        refuseTemplates(members.get(name), config.at(FIELD).member(name));
      }
    }
    return config.has(FIELD) ? values.input(raw, config.at(FIELD)) : null;
  }

  private void checkMembers(Fields config, List<String> names, Catalog.ActionFacts action) {
    for (String required : action.requiredInput()) {
      if (names.contains(required)) continue;
      report.add(
          IssueCode.MISSING_INPUT,
          config.at(FIELD),
          "The action '" + action.actionId() + "' needs the input '" + required + "'.");
    }
    List<String> known = action.inputMembers();
    if (known == null) return;
    for (String name : names) {
      if (known.contains(name) || name.startsWith("$")) continue;
      report.add(
          IssueCode.UNKNOWN_INPUT,
          config.at(FIELD).member(name),
          "The action '" + action.actionId() + "' has no input '" + name + "'.",
          Nearest.of(name, known));
    }
  }

  /** A template that would reach the action as it stands is refused until templates are run. */
  private void refuseTemplates(@Nullable Object raw, Place place) {
    if (raw instanceof String text && text.contains("{{")) {
      report.add(
          IssueCode.NOT_SUPPORTED, place, "Templates do not run in this release yet; use $expr.");
    } else if (raw instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) refuseTemplates(list.get(i), place.element(i));
    } else if (raw instanceof Map<?, ?> object && !Values.isReference(object)) {
      object.forEach((name, member) -> refuseTemplates(member, place.member((String) name)));
    }
  }
}
