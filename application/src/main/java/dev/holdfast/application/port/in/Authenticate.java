package dev.holdfast.application.port.in;

import org.jspecify.annotations.Nullable;

/** Tells who stands behind a credential. Thread-safe; called for every request. */
public interface Authenticate {
  /**
   * @param credential the bearer token as it was sent
   * @param tenant the tenant that the request names; null takes the credential's own. Only a
   *     deployment key may name another.
   * @param traceId of the request
   * @return the caller, or a refusal of kind {@code UNAUTHENTICATED}, {@code FORBIDDEN} or {@code
   *     NOT_FOUND}; a revoked key is refused on every node within seconds
   */
  Outcome<Caller> authenticate(String credential, @Nullable String tenant, String traceId);
}
