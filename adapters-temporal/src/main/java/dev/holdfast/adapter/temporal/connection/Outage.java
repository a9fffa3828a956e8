package dev.holdfast.adapter.temporal.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/**
 * Why Temporal does not answer as it should, in words for operators. Nothing in it comes from the
 * server or from a setting's secret.
 *
 * @param code stable, upper case with underscores
 */
public record Outage(String code, String message) {
  /**
   * @param failure of a question that was put to {@code target} about {@code namespace}
   */
  static Outage of(Throwable failure, String target, String namespace) {
    return switch (status(failure)) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Outage(
              "TEMPORAL_REFUSED",
              "Temporal at " + target + " refuses this node: check its API key and certificate");
      case NOT_FOUND ->
          new Outage(
              "TEMPORAL_NAMESPACE_MISSING",
              "Temporal at " + target + " has no namespace " + namespace);
      case DEADLINE_EXCEEDED -> unreachable(target, "it does not answer in time");
      case UNAVAILABLE -> unavailable(failure, target);
      case OK,
          CANCELLED,
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
          unreachable(target, "it answers " + status(failure));
    };
  }

  private static Outage unavailable(Throwable failure, String target) {
    if (is(failure, CertPathValidatorException.class) || is(failure, CertificateException.class)) {
      return new Outage(
          "TEMPORAL_CERTIFICATE_UNTRUSTED",
          "the certificate that "
              + target
              + " shows is not trusted: check holdfast.temporal.tls-authorities");
    }
    if (is(failure, SSLException.class)) {
      return new Outage(
          "TEMPORAL_TLS_FAILED",
          "TLS with " + target + " fails: does it speak TLS, and does it want a certificate?");
    }
    return unreachable(target, "nobody answers there");
  }

  private static Outage unreachable(String target, String why) {
    return new Outage(
        "TEMPORAL_UNREACHABLE", "Temporal at " + target + " cannot be reached: " + why);
  }

  private static Status.Code status(Throwable failure) {
    StatusRuntimeException answer = ServerAnswer.in(failure);
    return answer == null ? Status.Code.UNKNOWN : answer.getStatus().getCode();
  }

  private static boolean is(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (kind.isInstance(one)) return true;
    }
    return false;
  }
}
