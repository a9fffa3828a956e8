package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas.RegisteredSchema;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Trigger;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one validator, whichever way a document comes in: the compiler with what this tenant's
 * documents may refer to, and the schemas inside. Thread-safe.
 */
public final class DefinitionChecks {
  private final ExpressionEngine expressions;
  private final Actions actions;
  private final Definitions definitions;
  private final RegisteredSchemas registered;
  private final JsonSchemas schemas;

  public DefinitionChecks(
      ExpressionEngine expressions,
      Actions actions,
      Definitions definitions,
      RegisteredSchemas registered,
      JsonSchemas schemas) {
    this.expressions = expressions;
    this.actions = actions;
    this.definitions = definitions;
    this.registered = registered;
    this.schemas = schemas;
  }

  /**
   * @param document any JSON value
   */
  Checked check(String tenantId, @Nullable Object document) {
    Compilation compilation =
        DefinitionCompiler.compile(
            document, new TenantCatalog(tenantId, actions, definitions, registered), expressions);
    List<Issue> issues = new ArrayList<>(compilation.issues());
    Issue schema = payloadSchemaIssue(document, schemas);
    if (schema != null) issues.add(schema);
    return new Checked(schema == null ? compilation.program() : null, issues);
  }

  /** The schema that payloads of this program must match, as JSON text; null accepts any object. */
  @Nullable String payloadSchema(String tenantId, Program program) {
    String schemaRef = program.payloadSchemaRef();
    if (schemaRef == null) {
      Object inPlace = program.payloadSchema();
      return inPlace == null ? null : Json.text(inPlace);
    }
    RegisteredSchema found = registered.find(tenantId, schemaRef);
    if (found == null) {
      throw new IllegalStateException("expected the schema " + schemaRef + " to be there still");
    }
    return found.schema();
  }

  static List<String> triggerEvents(Program program) {
    TreeSet<String> names = new TreeSet<>();
    for (Trigger trigger : program.triggers()) {
      switch (trigger) {
        case Trigger.OnEvent onEvent -> names.add(onEvent.eventName());
      }
    }
    return List.copyOf(names);
  }

  /** The compiler only sees to it that there is an object. */
  static @Nullable Issue payloadSchemaIssue(@Nullable Object document, JsonSchemas schemas) {
    Map<String, @Nullable Object> object = Json.asObject(document);
    Map<String, @Nullable Object> schema =
        object == null ? null : Json.asObject(object.get("payloadSchema"));
    if (schema == null) return null;
    try {
      schemas.compile(schema);
      return null;
    } catch (JsonSchemas.SchemaInvalid invalid) {
      String reason = invalid.getMessage() == null ? "it is no JSON Schema" : invalid.getMessage();
      return new Issue(
          Issue.Severity.ERROR, "SCHEMA_INVALID", reason, "/payloadSchema", null, null, null);
    }
  }

  /**
   * @param program null when any issue is an error
   */
  record Checked(@Nullable Program program, List<Issue> issues) {}
}
