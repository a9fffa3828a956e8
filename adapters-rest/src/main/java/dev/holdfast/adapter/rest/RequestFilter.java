package dev.holdfast.adapter.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** The outermost filter: trace id, security headers, and a problem for what nobody else caught. */
final class RequestFilter extends OncePerRequestFilter {
  static final String TRACE_HEADER = "X-Trace-Id";
  private static final String MDC_TRACE = "traceId";

  private final Exchange exchange;
  private final Problems problems;

  RequestFilter(Exchange exchange, Problems problems) {
    this.exchange = exchange;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String traceId = TraceIds.of(request.getHeader("traceparent"));
    Exchange.traceId(request, traceId);
    MDC.put(MDC_TRACE, traceId);
    setHeaders(response, traceId);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException | Error failure) {
      Problem problem = problems.of(failure, request);
      if (problem != null && !response.isCommitted()) {
        exchange.write(request, response, problem);
      }
    } finally {
      MDC.remove(MDC_TRACE);
    }
  }

  private static void setHeaders(HttpServletResponse response, String traceId) {
    response.setHeader(TRACE_HEADER, traceId);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}
