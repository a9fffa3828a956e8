package dev.holdfast.bootstrap.system;

import java.util.concurrent.atomic.AtomicInteger;

/** Small definitions, and names that no other test uses. */
final class Workflows {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private Workflows() {}

  static String name(String stem) {
    return stem + "-" + NAMES.incrementAndGet();
  }

  /** A definition of these steps; JSON objects separated by commas. */
  static String of(String steps) {
    return "{\"name\": \"test\", \"steps\": [" + steps + "]}";
  }

  static String assign(String id, String path, String json) {
    return "{\"id\": \"%s\", \"type\": \"transform.assign\", \"config\": {\"assign\": {\"%s\": %s}}}"
        .formatted(id, path, json);
  }

  /**
   * @param input JSON object
   * @param more further members of the step, with a comma before each
   */
  static String call(String id, String action, String input, String more) {
    return ("{\"id\": \"%s\", \"type\": \"action.call\"%s, \"config\": {\"actionId\": \"%s\","
            + " \"version\": 1, \"inputMapping\": %s, \"saveAs\": \"vars.%s\"}}")
        .formatted(id, more, action, input, id.replace('-', '_'));
  }

  /** Waits for an event under the payload's key. */
  static String event(String id, String name, String more) {
    return ("{\"id\": \"%s\", \"type\": \"event.wait\", \"config\": {\"eventName\": \"%s\","
            + " \"correlationKey\": {\"$expr\": \"payload.key\"}%s}}")
        .formatted(id, name, more);
  }

  static String pause(String id, long millis) {
    return ("{\"id\": \"%s\", \"type\": \"time.wait\", \"config\": {\"mode\": \"duration\","
            + " \"durationMs\": %d}}")
        .formatted(id, millis);
  }
}
