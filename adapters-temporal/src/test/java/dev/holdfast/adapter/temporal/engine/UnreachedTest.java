package dev.holdfast.adapter.temporal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.temporal.connection.ServerAnswer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.NotFoundFailure;
import io.temporal.serviceclient.StatusUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnreachedTest {
  private final StatusRuntimeException noNamespace =
      StatusUtils.newException(
          Status.NOT_FOUND.withDescription("Namespace staging is not found."),
          NamespaceNotFoundFailure.getDefaultInstance(),
          NamespaceNotFoundFailure.getDescriptor());

  private final StatusRuntimeException noRun =
      StatusUtils.newException(
          Status.NOT_FOUND.withDescription("no such run"),
          NotFoundFailure.getDefaultInstance(),
          NotFoundFailure.getDescriptor());

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "UNAUTHENTICATED", "PERMISSION_DENIED"})
  void a_server_that_takes_nothing_is_so_for_all(Status.Code code) {
    assertThat(new Unreached(wrapped(code.toStatus().asRuntimeException())).isForAll()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_ARGUMENT", "RESOURCE_EXHAUSTED", "INTERNAL"})
  void what_the_server_does_not_like_concerns_one_run(Status.Code code) {
    assertThat(new Unreached(wrapped(code.toStatus().asRuntimeException())).isForAll()).isFalse();
    assertThat(new Unreached(new IllegalStateException("no such version")).isForAll()).isFalse();
  }

  @Test
  void a_namespace_that_is_missing_says_nothing_about_a_run() {
    assertThat(ServerAnswer.lacksNamespace(wrapped(noNamespace))).isTrue();
    assertThat(new Unreached(noNamespace).isForAll()).isTrue();
    assertThat(ServerAnswer.lacksNamespace(wrapped(noRun))).isFalse();
    assertThat(new Unreached(noRun).isForAll()).isFalse();
  }

  @Test
  void it_says_what_the_server_said() {
    assertThat(new Unreached(wrapped(noNamespace)))
        .hasMessage("Temporal did not take it: NOT_FOUND Namespace staging is not found.");
  }

  private static Throwable wrapped(StatusRuntimeException answer) {
    return new IllegalStateException("workflowId='run-1'", answer);
  }
}
