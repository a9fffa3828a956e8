package dev.holdfast.benchmarks.load;

/** The definitions under load. */
final class Definitions {
  private Definitions() {}

  /** Three durable, side-effecting calls one after the other. */
  static final String THREE_ACTIONS =
      """
      {"name": "Three actions", "steps": [
        {"id": "one", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.one"}},
        {"id": "two", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.two"}},
        {"id": "three", "type": "action.call", "config": {"actionId": "bench.noop", "version": 1,
          "inputMapping": {"n": {"$expr": "payload.n"}}, "saveAs": "vars.three"}}]}
      """;

  /** A wait for one event under the run's own key. */
  static final String WAIT =
      """
      {"name": "Wait", "steps": [
        {"id": "wait", "type": "event.wait", "config": {"eventName": "go",
          "correlationKey": {"$expr": "payload.key"}}}]}
      """;
}
