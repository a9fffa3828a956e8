package dev.holdfast.adapter.rest.admin;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.PathIds;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.application.port.in.ManageApiKeys.Wish;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.view.ApiKeyView;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/admin/api-keys}. */
@Controller
@RequestMapping("/api/admin/api-keys")
final class ApiKeysController {
  private final ManageApiKeys keys;

  ApiKeysController(ManageApiKeys keys) {
    this.keys = keys;
  }

  @GetMapping
  @Endpoint(
      summary = "List API keys, newest first, revoked ones too",
      needs = Permission.TENANT_ADMIN,
      query = {
        @Param(name = "tenantId", about = "another tenant, for deployment keys"),
        @Param(name = "limit", about = "items at most, 1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 ApiKeyList",
      problems = 404)
  Reply list(Caller caller, Query query) {
    return Reply.of(
        keys.list(caller, query.text("tenantId"), query.limit(), query.cursor()),
        page -> Paging.reply(page, ApiKeysController::json));
  }

  @PostMapping
  @Endpoint(
      summary = "Create an API key; its text is answered this once",
      needs = Permission.TENANT_ADMIN,
      body = "CreateApiKey",
      answers = "201 NewApiKey",
      problems = 404)
  Reply create(Caller caller, Body body) {
    Wish wish =
        body.read(fields -> {
          if (!fields.has("permissions")) fields.requiredAny("permissions");
          return new Wish(
              fields.text("name", 1, 200),
              fields.text("tenantId", 1, 63),
              fields.texts("permissions", 50, 100),
              fields.optionalInstant("expiresAt"));
        });
    return Reply.of(
        keys.create(caller, wish),
        made ->
            Reply.created(
                "/api/admin/api-keys/" + made.key().keyId(),
                json(made.key()).put("key", made.text())));
  }

  @DeleteMapping("/{keyId}")
  @Endpoint(
      summary = "Revoke an API key for ever",
      needs = Permission.TENANT_ADMIN,
      answers = "204",
      problems = 404)
  Reply revoke(Caller caller, @PathVariable("keyId") String keyId) {
    return Reply.of(
        keys.revoke(caller, PathIds.require(keyId, "API_KEY_NOT_FOUND", "API key")),
        revoked -> Reply.noContent());
  }

  private static JsonObject json(ApiKeyView view) {
    return new JsonObject()
        .put("keyId", view.keyId())
        .put("tenantId", view.tenantId())
        .put("name", view.name())
        .put("permissions", view.permissions())
        .put("deployment", view.deployment())
        .put("createdAt", view.createdAt())
        .put("createdBy", view.createdBy())
        .put("expiresAt", view.expiresAt())
        .put("revokedAt", view.revokedAt());
  }
}
