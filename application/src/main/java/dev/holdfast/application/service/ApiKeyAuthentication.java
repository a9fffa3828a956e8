package dev.holdfast.application.service;

import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.Authenticate;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.ApiKeys.ApiKey;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows API keys. A key that was good is taken as good for {@link #LONGEST_AGE} more, so that a
 * revocation on one node is honoured on all within that time, and at once on its own. Thread-safe.
 */
public final class ApiKeyAuthentication implements Authenticate {
  static final Duration LONGEST_AGE = Duration.ofSeconds(2);
  private static final int KEYS = 10_000;
  private static final Pattern KEY = Pattern.compile("hf_[A-Za-z0-9_-]{16,128}");

  private final ApiKeys keys;
  private final Tenants tenants;
  private final TimeSource time;
  private final FreshReads<String, Optional<Holder>> holders;
  private final FreshReads<String, Boolean> known;

  public ApiKeyAuthentication(ApiKeys keys, Tenants tenants, TimeSource time) {
    this.keys = keys;
    this.tenants = tenants;
    this.time = time;
    this.holders = new FreshReads<>(KEYS, LONGEST_AGE, Optional::isPresent, time);
    this.known = new FreshReads<>(KEYS, LONGEST_AGE, isThere -> isThere, time);
  }

  @Override
  public Outcome<Caller> authenticate(String credential, @Nullable String tenant, String traceId) {
    if (!KEY.matcher(credential).matches()) return Outcome.refused(unauthenticated());
    Holder holder = holder(Sha256.hex(credential));
    if (holder == null || holder.endsBy(time.now())) return Outcome.refused(unauthenticated());
    String own = holder.tenantId();
    if (tenant == null || tenant.equals(own)) return Outcome.ok(holder.as(own, traceId));
    if (!holder.deployment()) {
      return refused(
          Kind.FORBIDDEN, "FORBIDDEN", "expected a deployment key to name another tenant");
    }
    return isTenant(tenant)
        ? Outcome.ok(holder.as(tenant, traceId))
        : refused(Kind.NOT_FOUND, "TENANT_NOT_FOUND", "expected a tenant, but there is none such");
  }

  /** Forgets what is kept, after a key has been revoked. */
  void changed() {
    holders.changed();
  }

  /** Null for a key that never was, or was revoked. */
  private @Nullable Holder holder(String hash) {
    // Only a good key is kept; a bad one is asked for again, so that a new key works at once.
    return holders.get(hash, () -> read(hash)).orElse(null);
  }

  private Optional<Holder> read(String hash) {
    ApiKey key = keys.bySecret(hash);
    return key == null || key.revokedAt() != null ? Optional.empty() : Optional.of(Holder.of(key));
  }

  private boolean isTenant(String tenantId) {
    if (!TenantAdministration.isTenantId(tenantId)) return false;
    return known.get(tenantId, () -> tenants.find(tenantId) != null);
  }

  private static Refusal unauthenticated() {
    return new Refusal(
        Kind.UNAUTHENTICATED, "UNAUTHENTICATED", "the API key is unknown, expired or revoked");
  }

  private static Outcome<Caller> refused(Kind kind, String code, String message) {
    return Outcome.refused(new Refusal(kind, code, message));
  }

  /** A key's holder, with permissions worked out. */
  private record Holder(
      String tenantId,
      String principal,
      Set<Permission> permissions,
      boolean deployment,
      @Nullable Instant expiresAt) {
    static Holder of(ApiKey key) {
      List<Permission> granted = new ArrayList<>();
      for (Permission permission : Permission.values()) {
        if (key.permissions().contains(permission.text())) granted.add(permission);
      }
      return new Holder(
          key.tenantId(),
          "key:" + key.keyId(),
          Permission.closure(granted),
          key.deployment(),
          key.expiresAt());
    }

    boolean endsBy(Instant now) {
      return expiresAt != null && !now.isBefore(expiresAt);
    }

    Caller as(String tenant, String traceId) {
      return new Caller(tenant, principal, permissions, deployment, traceId);
    }
  }
}
