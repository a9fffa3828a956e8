package dev.holdfast.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers every exception of a controller, or of finding one, with its problem. */
final class ProblemResolver implements HandlerExceptionResolver {
  private final Exchange exchange;
  private final Problems problems;

  ProblemResolver(Exchange exchange, Problems problems) {
    this.exchange = exchange;
    this.problems = problems;
  }

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    Problem problem = problems.of(failure, request);
    // Nobody to answer to, or Tomcat has answered by itself: it does so when a body is malformed.
    if (problem == null || response.isCommitted()) return new ModelAndView();
    try {
      exchange.write(request, response, problem);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return new ModelAndView();
  }
}
