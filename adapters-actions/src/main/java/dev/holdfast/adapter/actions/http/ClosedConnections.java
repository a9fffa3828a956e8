package dev.holdfast.adapter.actions.http;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends a request again when a kept connection turns out to be closed before anything was answered.
 * A service may close a connection it has kept at any time, and no check beforehand can exclude
 * that it just does (RFC 9112, 9.3 and 9.5); the client's maintainers call this the only remedy
 * (HTTPCLIENT-2024). The service knows the repeat by its idempotency key, whatever the method; a
 * request that has lost it, redirected to another origin, is repeated if its method allows that.
 * Each time uses up a kept connection; what goes wrong on a new one is the call's failure.
 * Thread-safe.
 */
final class ClosedConnections implements HttpRequestRetryStrategy {
  @Override
  public boolean retryRequest(
      HttpRequest request, IOException failure, int tries, HttpContext context) {
    HttpCoreContext exchange = HttpCoreContext.cast(context);
    EndpointDetails connection = exchange.getEndpointDetails();
    // If no connection can be made next time, this one must not speak for it.
    exchange.setEndpointDetails(null);
    return connection != null
        && connection.getResponseCount() > 0
        && (failure instanceof NoHttpResponseException || failure instanceof SocketException)
        && (request.containsHeader(HttpRequestAction.KEY_HEADER)
            || Method.isIdempotent(request.getMethod()))
        && !Thread.currentThread().isInterrupted();
  }

  /** What a service answers is for the run's retry policy. */
  @Override
  public boolean retryRequest(HttpResponse response, int tries, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int tries, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
