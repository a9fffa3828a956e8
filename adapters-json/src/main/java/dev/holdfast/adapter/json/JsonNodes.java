package dev.holdfast.adapter.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The core's values as Jackson's tree, for the schema library. */
final class JsonNodes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonNodes() {}

  /**
   * @throws IllegalArgumentException for an object that is no JSON value of the core
   */
  static JsonNode of(@Nullable Object json) {
    return switch (json) {
      case null -> NODES.nullNode();
      case Map<?, ?> members -> object(members);
      case List<?> elements -> array(elements);
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Long whole -> NODES.numberNode(whole.longValue());
      case Integer whole -> NODES.numberNode(whole.longValue());
      case BigDecimal exact -> decimal(exact);
      default ->
          throw new IllegalArgumentException(
              "expected a JSON value, but got a " + json.getClass().getName());
    };
  }

  private static ObjectNode object(Map<?, ?> members) {
    ObjectNode node = NODES.objectNode();
    members.forEach((name, value) -> node.set((String) name, of(value)));
    return node;
  }

  private static ArrayNode array(List<?> elements) {
    ArrayNode node = NODES.arrayNode(elements.size());
    elements.forEach(element -> node.add(of(element)));
    return node;
  }

  /** Whole numbers become whole nodes: to the library, a decimal node is never an integer. */
  private static JsonNode decimal(BigDecimal exact) {
    BigDecimal stripped = exact.stripTrailingZeros();
    if (stripped.scale() > 0) return NODES.numberNode(stripped);
    if (stripped.precision() - stripped.scale() <= 18) {
      return NODES.numberNode(stripped.longValueExact());
    }
    return NODES.numberNode(stripped.toBigIntegerExact());
  }
}
