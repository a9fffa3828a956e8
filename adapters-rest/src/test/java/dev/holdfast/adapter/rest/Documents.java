package dev.holdfast.adapter.rest;

/** Workflow definitions for tests. */
final class Documents {
  private Documents() {}

  /** One without errors. */
  static String sound(String name) {
    return """
    {"name": "%s", "payloadSchema": {"type": "object"},
     "steps": [{"id": "a", "type": "transform.assign", "config": {"assign": {"vars.b": 1, "vars.a": null}}}]}\
    """
        .formatted(name);
  }

  /** One that an event starts. */
  static String triggeredBy(String name, String event) {
    return """
    {"name": "%s", "trigger": {"type": "event", "eventName": "%s"},
     "steps": [{"id": "a", "type": "transform.assign", "config": {"assign": {"vars.a": 1}}}]}\
    """
        .formatted(name, event);
  }

  /** One with an error. */
  static String broken() {
    return """
    {"name": "broken", "steps": [{"id": "a", "type": "no.such.type"}]}\
    """;
  }

  static String create(String document) {
    return "{\"definition\": " + document + "}";
  }

  static String create(String key, String document) {
    return "{\"key\": \"" + key + "\", \"definition\": " + document + "}";
  }
}
