package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.view.CursorInvalid;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The one place where an exception becomes a problem. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** Null when nobody is left to answer to. */
  @Nullable Problem of(Throwable failure, HttpServletRequest request) {
    return switch (failure) {
      case RequestRefused refused -> refused.problem();
      case CursorInvalid invalid -> Query.wrong("cursor", message(invalid)).problem();
      case StoreUnavailable away -> {
        // One line each: while the database is away, every request comes by here.
        LOG.warn(
            "{} {}: the store is unavailable: {}",
            request.getMethod(),
            request.getRequestURI(),
            away.getCause() == null ? away.getMessage() : away.getCause().toString());
        yield Problem.storeUnavailable();
      }
      case NoHandlerFoundException none -> noRoute(request);
      case NoResourceFoundException none -> noRoute(request);
      case HttpRequestMethodNotSupportedException other -> methodNotAllowed(other);
      case ErrorResponse known -> ofStatus(known.getStatusCode().value());
      case ServletException wrapper when wrapper.getCause() != null ->
          of(wrapper.getCause(), request);
      case IOException gone -> null;
      default -> unexpected(failure, request);
    };
  }

  /** A problem that says no more than its status. */
  static Problem ofStatus(int status) {
    return new Problem(
        status,
        status == 400
            ? "INVALID_REQUEST"
            : status == 500 ? "INTERNAL_ERROR" : HttpStatuses.code(status),
        HttpStatuses.reason(status));
  }

  static Problem noRoute(HttpServletRequest request) {
    return new Problem(
        404,
        "ROUTE_NOT_FOUND",
        "there is nothing at %s %s".formatted(request.getMethod(), request.getRequestURI()));
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? "" : failure.getMessage();
  }

  private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException failure) {
    String[] supported = failure.getSupportedMethods();
    String allowed = supported == null ? "" : String.join(", ", new TreeSet<>(List.of(supported)));
    return new Problem(
        405,
        "METHOD_NOT_ALLOWED",
        "expected one of %s, but got %s".formatted(allowed, failure.getMethod()),
        Map.of(),
        Map.of("Allow", allowed));
  }

  private static Problem unexpected(Throwable failure, HttpServletRequest request) {
    LOG.error(
        "{} {} failed, trace {}",
        request.getMethod(),
        request.getRequestURI(),
        Exchange.traceId(request),
        failure);
    return new Problem(
        500, "INTERNAL_ERROR", "something went wrong here; the log knows it by the trace id");
  }
}
