package dev.holdfast.application.port.in;

import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.TenantView;
import org.jspecify.annotations.Nullable;

/** The tenants of an installation, for deployment keys. */
public interface ManageTenants {
  Outcome<TenantView> create(Caller caller, String tenantId, @Nullable String name);

  /** Newest first. */
  Outcome<Page<TenantView>> list(Caller caller, int limit, @Nullable String cursor);
}
