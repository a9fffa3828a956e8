package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Checks, before a controller is called, what its {@link Endpoint} promises. */
final class EndpointGate implements HandlerInterceptor {
  private static final String OWN_PACKAGE = "dev.holdfast.";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) return true;
    Endpoint endpoint = method.getMethod().getAnnotation(Endpoint.class);
    if (endpoint == null) {
      if (!method.getBeanType().getName().startsWith(OWN_PACKAGE)
          || method.getBeanType() == ErrorRoute.class) return true;
      throw new IllegalStateException("expected @Endpoint on " + method);
    }
    checkCaller(endpoint, Exchange.caller(request));
    checkAccept(endpoint, request.getHeader("Accept"));
    Exchange.query(request, Query.parse(request.getQueryString(), endpoint));
    return true;
  }

  private static void checkCaller(Endpoint endpoint, @Nullable Caller caller) {
    Permission[] needs = endpoint.needs();
    if (needs.length == 0) return;
    if (caller == null) throw new RequestRefused(AuthenticationFilter.unauthenticated());
    for (Permission permission : needs) {
      if (!caller.may(permission)) {
        throw forbidden(
            "expected the permission %s, but the credential lacks it".formatted(permission.text()),
            Map.of("missingPermission", permission.text()));
      }
    }
    if (endpoint.deployment() && !caller.deployment()) {
      throw forbidden("expected a deployment key, but this key belongs to one tenant", Map.of());
    }
  }

  private static RequestRefused forbidden(String message, Map<String, Object> details) {
    return new RequestRefused(
        new Refusal(Refusal.Kind.FORBIDDEN, "FORBIDDEN", message, List.of(), Map.copyOf(details)));
  }

  private static void checkAccept(Endpoint endpoint, @Nullable String accept) {
    if (accept == null || accept.isBlank() || accept.equals("*/*")) return;
    List<MediaType> wanted;
    try {
      wanted = MediaType.parseMediaTypes(accept);
    } catch (InvalidMediaTypeException malformed) {
      throw notAcceptable(endpoint);
    }
    for (String produced : endpoint.produces()) {
      MediaType type = MediaType.parseMediaType(produced);
      if (wanted.stream().anyMatch(each -> each.getQualityValue() > 0 && each.includes(type))) {
        return;
      }
    }
    throw notAcceptable(endpoint);
  }

  private static RequestRefused notAcceptable(Endpoint endpoint) {
    return new RequestRefused(
        new Problem(
            406,
            "NOT_ACCEPTABLE",
            "expected Accept to allow one of " + String.join(", ", endpoint.produces())));
  }
}
