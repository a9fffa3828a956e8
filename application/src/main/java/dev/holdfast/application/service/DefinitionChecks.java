package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas.RegisteredSchema;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Trigger;
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
  private final DefinitionLanguage language;
  private final Actions actions;
  private final Definitions definitions;
  private final RegisteredSchemas registered;
  private final JsonSchemas schemas;

  public DefinitionChecks(
      DefinitionLanguage language,
      Actions actions,
      Definitions definitions,
      RegisteredSchemas registered,
      JsonSchemas schemas) {
    this.language = language;
    this.actions = actions;
    this.definitions = definitions;
    this.registered = registered;
    this.schemas = schemas;
  }

  /** What is wrong with a document, whatever it is. */
  List<Issue> issues(String tenantId, @Nullable Object document) {
    Map<String, @Nullable Object> object = Json.asObject(document);
    if (object == null) {
      String message = "expected a definition to be an object, but it is " + Json.kind(document);
      return List.of(error("DEFINITION_NOT_AN_OBJECT", message, ""));
    }
    return check(tenantId, object).issues();
  }

  Checked check(String tenantId, Map<String, @Nullable Object> document) {
    Compilation compilation =
        language.compile(document, new TenantCatalog(tenantId, actions, definitions, registered));
    List<Issue> issues = new ArrayList<>(compilation.issues());
    Issue schema = payloadSchemaIssue(document);
    if (schema != null) issues.add(schema);
    boolean broken = issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    return new Checked(broken ? null : compilation.program(), issues);
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

  private @Nullable Issue payloadSchemaIssue(Map<String, @Nullable Object> document) {
    Object schema = document.get("payloadSchema");
    if (schema == null) return null;
    try {
      schemas.compile(schema);
      return null;
    } catch (JsonSchemas.SchemaInvalid invalid) {
      String reason = invalid.getMessage() == null ? "it is no JSON Schema" : invalid.getMessage();
      return error("SCHEMA_INVALID", reason, "/payloadSchema");
    }
  }

  private static Issue error(String code, String message, String pointer) {
    return new Issue(Issue.Severity.ERROR, code, message, pointer, null, null, null);
  }

  /**
   * @param program null when any issue is an error
   */
  record Checked(@Nullable Program program, List<Issue> issues) {}
}
