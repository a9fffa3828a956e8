package dev.holdfast.adapter.rest.registry;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageSchemas;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.view.SchemaView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/workflow/registry/schemas}: payload schemas by their reference. */
@Controller
@RequestMapping("/api/workflow/registry/schemas")
final class SchemasController {
  private static final String PATH = "/api/workflow/registry/schemas/";

  private final ManageSchemas schemas;

  SchemasController(ManageSchemas schemas) {
    this.schemas = schemas;
  }

  @GetMapping
  @Endpoint(
      summary = "List the registered schemas, newest first",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "limit", about = "items at most, 1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 RegisteredSchemaList")
  Reply list(Caller caller, Query query) {
    return Paging.reply(
        schemas.list(caller, query.limit(), query.cursor()), SchemasController::json);
  }

  @GetMapping("/{schemaRef}")
  @Endpoint(
      summary = "Read a registered schema",
      needs = Permission.WORKFLOW_READ,
      answers = "200 RegisteredSchema",
      problems = 404)
  Reply read(Caller caller, @PathVariable("schemaRef") String schemaRef) {
    return Reply.of(schemas.schema(caller, schemaRef), found -> Reply.ok(json(found)));
  }

  @PostMapping
  @Endpoint(
      summary = "Register a schema; the same again is answered with 200",
      needs = Permission.WORKFLOW_MANAGE,
      body = "RegisterSchema",
      answers = {"201 RegisteredSchema", "200 RegisteredSchema"},
      problems = {409, 422})
  Reply register(Caller caller, Body body) {
    Wish wish =
        body.read(
            fields -> new Wish(fields.text("schemaRef", 1, 255), fields.requiredAny("schema")));
    return Reply.of(
        schemas.register(caller, wish.schemaRef(), wish.schema()),
        registered ->
            registered.existing()
                ? Reply.ok(json(registered.schema()))
                : Reply.created(PATH + registered.schema().schemaRef(), json(registered.schema())));
  }

  private static JsonObject json(SchemaView view) {
    return new JsonObject()
        .put("schemaRef", view.schemaRef())
        .putAny("schema", view.schema())
        .put("createdAt", view.createdAt());
  }

  private record Wish(String schemaRef, @Nullable Object schema) {}
}
