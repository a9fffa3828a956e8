package dev.holdfast.adapter.temporal.engine;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
import org.jspecify.annotations.Nullable;

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
    StatusRuntimeException answer = answer(this);
    if (answer == null) return false;
    return switch (answer.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNAUTHENTICATED, PERMISSION_DENIED -> true;
      case NOT_FOUND -> lacksNamespace(answer);
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

  /** Whether it is the namespace that was not found, which says nothing about a run. */
  static boolean lacksNamespace(Throwable failure) {
    StatusRuntimeException answer = answer(failure);
    return answer != null && StatusUtils.hasFailure(answer, NamespaceNotFoundFailure.class);
  }

  private static String said(Throwable failure) {
    StatusRuntimeException answer = answer(failure);
    if (answer == null) return String.valueOf(failure.getMessage());
    Status status = answer.getStatus();
    return status.getCode() + " " + status.getDescription();
  }

  private static @Nullable StatusRuntimeException answer(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof StatusRuntimeException answer) return answer;
    }
    return null;
  }
}
