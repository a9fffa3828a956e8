package dev.holdfast.adapter.rest.admin;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageTenants;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.view.TenantView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/admin/tenants}, for deployment keys. */
@Controller
@RequestMapping("/api/admin/tenants")
final class TenantsController {
  private final ManageTenants tenants;

  TenantsController(ManageTenants tenants) {
    this.tenants = tenants;
  }

  @GetMapping
  @Endpoint(
      summary = "List tenants, newest first",
      needs = Permission.TENANT_ADMIN,
      deployment = true,
      query = {
        @Param(name = "limit", about = "items at most, 1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 TenantList")
  Reply list(Caller caller, Query query) {
    return Reply.of(
        tenants.list(caller, query.limit(), query.cursor()),
        page -> Paging.reply(page, TenantsController::json));
  }

  @PostMapping
  @Endpoint(
      summary = "Create a tenant",
      needs = Permission.TENANT_ADMIN,
      deployment = true,
      body = "CreateTenant",
      answers = "201 Tenant",
      problems = 409)
  Reply create(Caller caller, Body body) {
    Wish wish =
        body.read(fields ->
            new Wish(fields.text("tenantId", 1, 63), fields.optionalText("name", 1, 200)));
    return Reply.of(
        tenants.create(caller, wish.tenantId(), wish.name()),
        made -> Reply.created("/api/admin/tenants", json(made)));
  }

  private static JsonObject json(TenantView view) {
    return new JsonObject()
        .put("tenantId", view.tenantId())
        .put("name", view.name())
        .put("createdAt", view.createdAt());
  }

  private record Wish(String tenantId, @Nullable String name) {}
}
