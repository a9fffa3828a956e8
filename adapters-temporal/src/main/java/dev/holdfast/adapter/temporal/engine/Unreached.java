package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.adapter.temporal.connection.ServerAnswer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Temporal did not take what it was brought, as far as is known. Try again. */
public final class Unreached extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreached(String why) {
    super("Temporal did not take it: " + why);
  }

  Unreached(Throwable cause) {
    super("Temporal did not take it: " + said(cause), cause);
  }

  /** Whether nothing else would be taken now either; else it is about what was brought. */
  public boolean isForAll() {
    StatusRuntimeException answer = ServerAnswer.in(this);
    if (answer == null) return false;
    return switch (answer.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNAUTHENTICATED, PERMISSION_DENIED -> true;
      case NOT_FOUND -> ServerAnswer.lacksNamespace(answer);
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          ALREADY_EXISTS,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS ->
          false;
    };
  }

  private static String said(Throwable failure) {
    StatusRuntimeException answer = ServerAnswer.in(failure);
    if (answer == null) return String.valueOf(failure.getMessage());
    Status status = answer.getStatus();
    return status.getCode() + " " + status.getDescription();
  }
}
