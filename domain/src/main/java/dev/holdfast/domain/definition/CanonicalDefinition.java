package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one text of a definition, for hashing and comparing. Members of all objects are sorted, but
 * those of assign-like maps, whose order has a meaning.
 */
public final class CanonicalDefinition {
  private static final List<String> ORDERED =
      List.of("/config/assign", "/outputMapping", "/payloadMapping");

  private CanonicalDefinition() {}

  /** The canonical text of a JSON value of the core. It reads back as an equal definition. */
  public static String text(@Nullable Object document) {
    return Json.canonicalText(document, CanonicalDefinition::keepsOrder);
  }

  private static boolean keepsOrder(String pointer) {
    return pointer.equals("/output") || ORDERED.stream().anyMatch(pointer::endsWith);
  }
}
