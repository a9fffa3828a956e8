package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageTenants;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.port.out.Tenants.Tenant;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.TenantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes tenants, for deployment keys. Thread-safe. */
public final class TenantAdministration implements ManageTenants {
  private static final Pattern TENANT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final Tenants tenants;
  private final UnitOfWork work;
  private final DefinitionEditing.Stamp stamp;

  public TenantAdministration(Tenants tenants, UnitOfWork work, DefinitionEditing.Stamp stamp) {
    this.tenants = tenants;
    this.work = work;
    this.stamp = stamp;
  }

  static boolean isTenantId(String text) {
    return TENANT_ID.matcher(text).matches();
  }

  @Override
  public Outcome<TenantView> create(Caller caller, String tenantId, @Nullable String name) {
    if (!caller.deployment()) return Outcome.refused(forbidden());
    if (!isTenantId(tenantId)) return Outcome.refused(malformed());
    Tenant tenant = new Tenant(tenantId, name, stamp.time().now());
    boolean created = work.inTransaction(() -> created(caller, tenant));
    return created
        ? Outcome.ok(view(tenant))
        : Outcome.refused(
            new Refusal(
                Kind.CONFLICT, "TENANT_ID_TAKEN", "the tenant " + tenantId + " is there already"));
  }

  private boolean created(Caller caller, Tenant tenant) {
    if (!tenants.create(tenant)) return false;
    stamp.audit().write(caller, tenant.createdAt(), "tenant.created", tenant.tenantId(), Map.of());
    return true;
  }

  @Override
  public Outcome<Page<TenantView>> list(Caller caller, int limit, @Nullable String cursor) {
    if (!caller.deployment()) return Outcome.refused(forbidden());
    Page<Tenant> page = tenants.list(limit, cursor);
    List<TenantView> views = new ArrayList<>();
    for (Tenant tenant : page.items()) views.add(view(tenant));
    return Outcome.ok(new Page<>(views, page.nextCursor()));
  }

  private static Refusal forbidden() {
    return new Refusal(
        Kind.FORBIDDEN, "FORBIDDEN", "expected a deployment key, but this key is of one tenant");
  }

  private static Refusal malformed() {
    String message =
        "expected letters, digits, '.', '_' and '-', at most 63, beginning with a letter or digit";
    return new Refusal(
        Kind.MALFORMED,
        "INVALID_REQUEST",
        message,
        List.of(new Place("/tenantId", "INVALID_FORMAT", message)),
        Map.of());
  }

  private static TenantView view(Tenant tenant) {
    return new TenantView(tenant.tenantId(), tenant.name(), tenant.createdAt());
  }
}
