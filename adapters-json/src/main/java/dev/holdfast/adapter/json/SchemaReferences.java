package dev.holdfast.adapter.json;

import dev.holdfast.application.port.out.JsonSchemas.SchemaInvalid;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds references out of a schema. A schema stands for itself: nothing is ever fetched. Dynamic
 * references need a look of our own, since the library meets them only while it validates.
 */
final class SchemaReferences {
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  /** Keywords whose values are users' data and not schemas. */
  private static final Set<String> LITERAL = Set.of("const", "enum", "default", "examples");

  /** Keywords whose members are names that users chose. */
  private static final Set<String> NAMED =
      Set.of(
          "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "dependencies");

  private final Set<String> anchors = new HashSet<>();
  private final Set<String> dynamic = new HashSet<>();

  private SchemaReferences() {}

  /**
   * @throws SchemaInvalid when a reference leaves the document, or a dynamic one has no anchor
   */
  static void check(@Nullable Object schema) {
    SchemaReferences found = new SchemaReferences();
    found.visit(schema);
    for (String anchor : found.dynamic) {
      if (!found.anchors.contains(anchor)) {
        throw new SchemaInvalid(
            "expected $dynamicRef to name an anchor of the schema, but there is no " + anchor);
      }
    }
  }

  private void visit(@Nullable Object schema) {
    switch (schema) {
      case Map<?, ?> members -> members.forEach((key, value) -> keyword((String) key, value));
      case List<?> elements -> elements.forEach(this::visit);
      case null, default -> {}
    }
  }

  private void keyword(String key, @Nullable Object value) {
    if (LITERAL.contains(key)) return;
    if (value instanceof String text) {
      if (key.equals("$anchor") || key.equals("$dynamicAnchor")) anchors.add(text);
      if (REFERENCES.contains(key)) reference(key, text);
    } else if (NAMED.contains(key) && value instanceof Map<?, ?> named) {
      named.values().forEach(this::visit);
    } else {
      visit(value);
    }
  }

  private void reference(String key, String target) {
    if (!target.startsWith("#")) {
      throw new SchemaInvalid(
          "expected %s to stay inside the schema (#…), but it is %s".formatted(key, target));
    }
    if (key.equals("$dynamicRef") && target.length() > 1) dynamic.add(target.substring(1));
  }
}
