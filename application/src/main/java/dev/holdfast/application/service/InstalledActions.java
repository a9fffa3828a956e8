package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.domain.definition.Catalog.ActionFacts;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The actions of this installation as a compiler sees them. */
record InstalledActions(Actions actions) {
  @Nullable ActionFacts facts(String actionId, int version) {
    Action action = actions.find(actionId, version);
    return action == null ? null : facts(action.descriptor());
  }

  /** Sorted. */
  List<String> ids() {
    TreeSet<String> ids = new TreeSet<>();
    for (Action action : actions.all()) ids.add(action.descriptor().actionId());
    return List.copyOf(ids);
  }

  /** Ascending. */
  List<Integer> versions(String actionId) {
    List<Integer> versions = new ArrayList<>();
    for (Action action : actions.all()) {
      if (action.descriptor().actionId().equals(actionId)) {
        versions.add(action.descriptor().version());
      }
    }
    versions.sort(null);
    return versions;
  }

  private static ActionFacts facts(Action.Descriptor descriptor) {
    Map<String, @Nullable Object> schema = descriptor.inputSchema();
    return new ActionFacts(
        descriptor.actionId(),
        descriptor.version(),
        texts(schema.get("required")),
        members(schema),
        templates(schema),
        descriptor.retryHint(),
        descriptor.timeout().toMillis());
  }

  /** Null when the schema lets others in. */
  private static @Nullable List<String> members(Map<String, @Nullable Object> schema) {
    Map<String, @Nullable Object> properties = Json.asObject(schema.get("properties"));
    boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
    boolean patterns = schema.containsKey("patternProperties");
    return closed && !patterns && properties != null ? List.copyOf(properties.keySet()) : null;
  }

  /** The members that take templates, somewhere inside them. */
  private static List<String> templates(Map<String, @Nullable Object> schema) {
    List<String> names = new ArrayList<>();
    Map<String, @Nullable Object> properties = Json.asObject(schema.get("properties"));
    if (properties == null) return names;
    properties.forEach((name, property) -> {
      if (takesTemplates(property)) names.add(name);
    });
    return names;
  }

  private static boolean takesTemplates(@Nullable Object schema) {
    if (schema instanceof Map<?, ?> object) {
      return Boolean.TRUE.equals(object.get("x-template"))
          || object.values().stream().anyMatch(InstalledActions::takesTemplates);
    }
    return schema instanceof List<?> list
        && list.stream().anyMatch(InstalledActions::takesTemplates);
  }

  private static List<String> texts(@Nullable Object json) {
    List<String> texts = new ArrayList<>();
    List<@Nullable Object> list = Json.asList(json);
    if (list != null) {
      for (Object item : list) if (item instanceof String text) texts.add(text);
    }
    return texts;
  }
}
