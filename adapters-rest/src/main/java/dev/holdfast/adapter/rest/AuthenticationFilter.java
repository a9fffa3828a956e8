package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Authenticate;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.out.StoreUnavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks. Every path needs a credential but those listed here; a route reached without
 * one is refused again by {@link EndpointGate}, so an odd spelling of a path opens nothing. Health
 * is answered to everybody, with details to whoever has a key.
 */
final class AuthenticationFilter extends OncePerRequestFilter {
  private static final List<String> OPEN =
      List.of("/docs", "/v3/api-docs", "/api/workflow/callbacks/");
  private static final String HEALTH = "/actuator/health";
  private static final String SCHEME = "bearer ";
  private static final String MDC_TENANT = "tenantId";

  private final Authenticate authenticate;
  private final Exchange exchange;

  AuthenticationFilter(Authenticate authenticate, Exchange exchange) {
    this.authenticate = authenticate;
    this.exchange = exchange;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return OPEN.stream().anyMatch(path::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isHealth(request)) {
      chain.doFilter(known(request), response);
      return;
    }
    switch (caller(request)) {
      case Outcome.Ok<Caller>(Caller caller) -> {
        Exchange.caller(request, caller);
        MDC.put(MDC_TENANT, caller.tenantId());
        try {
          chain.doFilter(request, response);
        } finally {
          MDC.remove(MDC_TENANT);
        }
      }
      case Outcome.Refused<Caller>(Refusal refusal) ->
          exchange.write(request, response, Problem.of(refusal));
    }
  }

  private static boolean isHealth(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  /** The request with a principal if it has a good key: by that, details are shown. */
  private HttpServletRequest known(HttpServletRequest request) {
    try {
      return switch (caller(request)) {
        case Outcome.Ok<Caller>(Caller caller) ->
            new HttpServletRequestWrapper(request) {
              @Override
              public Principal getUserPrincipal() {
                return caller::principal;
              }
            };
        case Outcome.Refused<Caller> _ -> request;
      };
    } catch (StoreUnavailable away) {
      // Health is asked above all when something is wrong.
      return request;
    }
  }

  private Outcome<Caller> caller(HttpServletRequest request) {
    String credential = credential(request.getHeader("Authorization"));
    if (credential == null) return Outcome.refused(unauthenticated());
    return authenticate.authenticate(
        credential, request.getHeader("X-Tenant-Id"), Exchange.traceId(request));
  }

  static Refusal unauthenticated() {
    return new Refusal(
        Refusal.Kind.UNAUTHENTICATED,
        "UNAUTHENTICATED",
        "expected the header Authorization: Bearer <API key>");
  }

  private static @Nullable String credential(@Nullable String header) {
    if (header == null || header.length() <= SCHEME.length()) return null;
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer ? header.substring(SCHEME.length()).strip() : null;
  }
}
