package dev.holdfast.bootstrap.crash;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way into a service that may die under the caller's hands. */
interface Door {
  void define(String key, Map<String, @Nullable Object> definition);

  /** Starts a run, once for each idempotency key, and answers its id. */
  String start(String workflow, Map<String, @Nullable Object> payload, String idempotencyKey);

  /** Submits an event, once for each id. */
  void event(String name, String correlationKey, String eventId);

  void callback(String token);

  void cancel(String runId);

  /** The run as the API shows it: {@code status} and {@code output} at least. */
  Map<String, @Nullable Object> run(String runId);

  /** The errors of a run's attempts, in the order they began. */
  List<@Nullable Object> errors(String runId);

  /** The service was gone before it answered: what was asked may have happened, or not. */
  final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(String message) {
      super(message);
    }
  }
}
