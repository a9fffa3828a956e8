package dev.holdfast.adapter.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat answers by itself, before any of our code runs (a malformed request line, a header
 * too large), as a problem too. Tomcat makes it by name, so it is public with no arguments.
 */
public final class ContainerErrors extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
    String traceId = TraceIds.of(request.getHeader("traceparent"));
    Problem problem = Problems.ofStatus(status);
    // No text of the caller's goes in here, so nothing needs escaping.
    String json =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\",\"traceId\":\"%s\"}"
            .formatted(
                HttpStatuses.reason(status), status, problem.code(), problem.detail(), traceId);
    try {
      response.setContentType(Problem.MEDIA_TYPE);
      response.setHeader(RequestFilter.TRACE_HEADER, traceId);
      response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the caller was gone before the answer", gone);
    }
  }
}
