package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.domain.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What one request carries through its filters, and how its answer is written. */
final class Exchange {
  private static final String TRACE_ID = Exchange.class.getName() + ".traceId";
  private static final String CALLER = Exchange.class.getName() + ".caller";
  private static final String QUERY = Exchange.class.getName() + ".query";

  static void traceId(HttpServletRequest request, String traceId) {
    request.setAttribute(TRACE_ID, traceId);
  }

  static String traceId(HttpServletRequest request) {
    return request.getAttribute(TRACE_ID) instanceof String traceId ? traceId : "0".repeat(32);
  }

  static void caller(HttpServletRequest request, Caller caller) {
    request.setAttribute(CALLER, caller);
  }

  /** Null for a request that needed no credential and brought none. */
  static @Nullable Caller caller(HttpServletRequest request) {
    return request.getAttribute(CALLER) instanceof Caller caller ? caller : null;
  }

  static void query(HttpServletRequest request, Query query) {
    request.setAttribute(QUERY, query);
  }

  static Query query(HttpServletRequest request) {
    if (request.getAttribute(QUERY) instanceof Query query) return query;
    throw new IllegalStateException("expected the query to be checked before it is read");
  }

  void write(HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    switch (reply) {
      case Reply.Failed(Problem problem) -> write(request, response, problem);
      case Reply.Empty empty -> start(response, empty);
      case Reply.Json json -> {
        start(response, json);
        send(response, "application/json", utf8(json.body()));
      }
      case Reply.Raw raw -> {
        start(response, raw);
        send(response, raw.mediaType(), raw.body());
      }
    }
  }

  void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    response.resetBuffer();
    start(response, new Reply.Failed(problem));
    send(response, Problem.MEDIA_TYPE, utf8(problem.json(traceId(request))));
  }

  private static void start(HttpServletResponse response, Reply reply) {
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
  }

  private static void send(HttpServletResponse response, String mediaType, byte[] body)
      throws IOException {
    response.setContentType(mediaType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static byte[] utf8(@Nullable Object json) {
    return Json.text(json).getBytes(StandardCharsets.UTF_8);
  }
}
