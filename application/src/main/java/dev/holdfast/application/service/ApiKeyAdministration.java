package dev.holdfast.application.service;

import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.ApiKeys.ApiKey;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.view.ApiKeyView;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes and revokes API keys. Their text is answered once and kept nowhere. Thread-safe. */
public final class ApiKeyAdministration implements ManageApiKeys {
  private static final String PREFIX = "hf_";
  private static final String NO_TRACE = "0".repeat(32);

  private final ApiKeys keys;
  private final Tenants tenants;
  private final ApiKeyAuthentication authentication;
  private final UnitOfWork work;
  private final DefinitionEditing.Stamp stamp;

  public ApiKeyAdministration(
      ApiKeys keys,
      Tenants tenants,
      ApiKeyAuthentication authentication,
      UnitOfWork work,
      DefinitionEditing.Stamp stamp) {
    this.keys = keys;
    this.tenants = tenants;
    this.authentication = authentication;
    this.work = work;
    this.stamp = stamp;
  }

  @Override
  public Outcome<NewKey> create(Caller caller, Wish wish) {
    Instant now = stamp.time().now();
    List<Place> wrong = wrong(wish, now);
    if (!wrong.isEmpty()) {
      return Outcome.refused(
          new Refusal(
              Kind.MALFORMED, "INVALID_REQUEST", wrong.getFirst().message(), wrong, Map.of()));
    }
    if (!reaches(caller, wish.tenantId()) || tenants.find(wish.tenantId()) == null) {
      return Outcome.refused(tenantNotFound());
    }
    Set<String> permissions = new LinkedHashSet<>(wish.permissions());
    String text = PREFIX + stamp.ids().token();
    ApiKey key =
        new ApiKey(
            stamp.ids().next(),
            wish.tenantId(),
            wish.name(),
            List.copyOf(permissions),
            false,
            now,
            caller.principal(),
            wish.expiresAt(),
            null);
    work.inTransaction(() -> {
      keys.add(key, Sha256.hex(text));
      audit(caller, key, now, "api-key.created");
      return key;
    });
    return Outcome.ok(new NewKey(view(key), text));
  }

  @Override
  public Outcome<Page<ApiKeyView>> list(
      Caller caller, @Nullable String tenantId, int limit, @Nullable String cursor) {
    String wanted = tenantId == null ? caller.tenantId() : tenantId;
    if (!reaches(caller, wanted) || !TenantAdministration.isTenantId(wanted)) {
      return Outcome.refused(tenantNotFound());
    }
    Page<ApiKey> page = keys.list(wanted, limit, cursor);
    List<ApiKeyView> views = new ArrayList<>();
    for (ApiKey key : page.items()) views.add(view(key));
    return Outcome.ok(new Page<>(views, page.nextCursor()));
  }

  @Override
  public Outcome<UUID> revoke(Caller caller, UUID keyId) {
    Instant now = stamp.time().now();
    ApiKey revoked =
        work.inTransaction(() -> {
          ApiKey key = keys.revoke(caller.deployment() ? null : caller.tenantId(), keyId, now);
          if (key != null && now.equals(key.revokedAt())) {
            audit(caller, key, now, "api-key.revoked");
          }
          return key;
        });
    authentication.changed();
    return revoked == null
        ? Outcome.refused(
            new Refusal(Kind.NOT_FOUND, "API_KEY_NOT_FOUND", "there is no such API key"))
        : Outcome.ok(keyId);
  }

  @Override
  public @Nullable String createFirst(Consumer<String> keep) {
    Caller system = new Caller(Tenants.DEFAULT, "system", Set.of(), true, NO_TRACE);
    String text = PREFIX + stamp.ids().token();
    ApiKey key = deploymentKey(system, "admin");
    boolean added =
        work.inTransaction(() -> {
          if (!keys.addFirst(key, Sha256.hex(text))) return false;
          audit(system, key, key.createdAt(), "api-key.created");
          keep.accept(text);
          return true;
        });
    return added ? text : null;
  }

  @Override
  public NewKey createDeployment(Caller caller, String name) {
    String text = PREFIX + stamp.ids().token();
    ApiKey key = deploymentKey(caller, name);
    work.inTransaction(() -> {
      keys.add(key, Sha256.hex(text));
      audit(caller, key, key.createdAt(), "api-key.created");
      return key;
    });
    return new NewKey(view(key), text);
  }

  private ApiKey deploymentKey(Caller caller, String name) {
    List<String> all = new ArrayList<>();
    for (Permission permission : Permission.values()) all.add(permission.text());
    return new ApiKey(
        stamp.ids().next(),
        Tenants.DEFAULT,
        name,
        all,
        true,
        stamp.time().now(),
        caller.principal(),
        null,
        null);
  }

  private void audit(Caller caller, ApiKey key, Instant now, String action) {
    stamp
        .audit()
        .write(
            new Caller(
                key.tenantId(),
                caller.principal(),
                caller.permissions(),
                caller.deployment(),
                caller.traceId()),
            now,
            action,
            key.keyId().toString(),
            Map.of("name", key.name(), "permissions", key.permissions()));
  }

  private static boolean reaches(Caller caller, String tenantId) {
    return caller.deployment() || caller.tenantId().equals(tenantId);
  }

  private static List<Place> wrong(Wish wish, Instant now) {
    List<Place> places = new ArrayList<>();
    if (wish.permissions().isEmpty()) {
      places.add(new Place("/permissions", "REQUIRED", "expected at least one permission"));
    }
    for (int i = 0; i < wish.permissions().size(); i++) {
      if (!isPermission(wish.permissions().get(i))) {
        places.add(
            new Place(
                "/permissions/" + i,
                "UNKNOWN_PERMISSION",
                "expected a permission such as workflow:read"));
      }
    }
    Instant expiresAt = wish.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      places.add(new Place("/expiresAt", "OUT_OF_RANGE", "expected an instant to come"));
    }
    return places;
  }

  private static boolean isPermission(String text) {
    for (Permission permission : Permission.values()) {
      if (permission.text().equals(text)) return true;
    }
    return false;
  }

  private static Refusal tenantNotFound() {
    return new Refusal(Kind.NOT_FOUND, "TENANT_NOT_FOUND", "there is no such tenant");
  }

  private static ApiKeyView view(ApiKey key) {
    return new ApiKeyView(
        key.keyId(),
        key.tenantId(),
        key.name(),
        key.permissions(),
        key.deployment(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        key.revokedAt());
  }
}
