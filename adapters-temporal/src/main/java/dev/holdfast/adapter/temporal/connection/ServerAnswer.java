package dev.holdfast.adapter.temporal.connection;

import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
import org.jspecify.annotations.Nullable;

/** What a server said to a question or an order that failed. */
public final class ServerAnswer {
  private ServerAnswer() {}

  /** The first answer among a failure and its causes; null when no server has answered. */
  public static @Nullable StatusRuntimeException in(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof StatusRuntimeException answer) return answer;
    }
    return null;
  }

  /** Whether it is the namespace that was not found, which says nothing about a run. */
  public static boolean lacksNamespace(Throwable failure) {
    StatusRuntimeException answer = in(failure);
    return answer != null && StatusUtils.hasFailure(answer, NamespaceNotFoundFailure.class);
  }
}
