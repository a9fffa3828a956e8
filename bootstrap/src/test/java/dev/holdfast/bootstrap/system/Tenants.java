package dev.holdfast.bootstrap.system;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tenants and keys for tests. */
final class Tenants {
  static final String[] ALL = {
    "workflow:read",
    "workflow:manage",
    "workflow:publish",
    "workflow:execute",
    "workflow:admin",
    "tenant:admin"
  };

  private Tenants() {}

  /** A caller of a new tenant who may do everything there. */
  static Api fresh(Api admin) {
    String tenant = Workflows.name("tenant");
    admin.post("/api/admin/tenants", Map.of("tenantId", tenant)).expect(201);
    return caller(admin, tenant, ALL);
  }

  static Api caller(Api admin, String tenant, String... permissions) {
    List<String> granted = Arrays.asList(permissions);
    return admin.with(
        admin
            .post(
                "/api/admin/api-keys",
                Map.of("name", "test", "tenantId", tenant, "permissions", granted))
            .expect(201)
            .text("/key"));
  }
}
