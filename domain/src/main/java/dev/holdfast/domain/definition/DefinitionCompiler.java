package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Values.Wanted;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a definition into what the reducer executes, and says everything that is wrong with it. The
 * one validator: saving, publishing, importing and the console all ask it.
 *
 * <p>What the language has and this release does not run is refused as {@link
 * IssueCode#NOT_SUPPORTED}, never ignored.
 */
public final class DefinitionCompiler {
  private final Catalog catalog;
  private final ExpressionEngine engine;
  private final Report report = new Report();

  private DefinitionCompiler(Catalog catalog, ExpressionEngine engine) {
    this.catalog = catalog;
    this.engine = engine;
  }

  /**
   * Compiles a document. Never throws for any JSON value, however wrong.
   *
   * @param document a JSON value of the core
   * @param catalog what it may refer to, as seen by the tenant it belongs to
   */
  public static Compilation compile(
      @Nullable Object document, Catalog catalog, ExpressionEngine engine) {
    return new DefinitionCompiler(catalog, engine).compile(document);
  }

  private Compilation compile(@Nullable Object document) {
    Map<String, @Nullable Object> object = Json.asObject(document);
    if (object == null) {
      report.add(
          IssueCode.INVALID_DOCUMENT,
          Place.DOCUMENT,
          "A definition is an object, but this is " + Json.kind(document) + ".");
      return new Compilation(null, report.inOrderOf(null));
    }
    if (Json.isDeeperThan(object, DefinitionLimits.DEPTH)) {
      report.add(
          IssueCode.DOCUMENT_TOO_DEEP,
          Place.DOCUMENT,
          "A definition has at most " + DefinitionLimits.DEPTH + " levels.");
      return new Compilation(null, report.inOrderOf(null));
    }
    Program program = program(new Fields(object, Place.DOCUMENT, report));
    return new Compilation(report.hasErrors() ? null : program, report.inOrderOf(object));
  }

  private Program program(Fields document) {
    // The server owns both; imported documents bring them along.
    document.has("id");
    document.has("version");
    String name = document.requiredWord("name", DefinitionLimits.NAME_LENGTH);
    document.text("description");
    String schemaRef = schemaRef(document);
    Object schema = schema(document);
    if (!document.has("payloadSchemaRef") && !document.has("payloadSchema")) {
      report.add(
          IssueCode.NO_PAYLOAD_SCHEMA,
          Place.DOCUMENT,
          "Without a payload schema, any JSON object starts a run.");
    }
    Values values = new Values(engine, report);
    List<Trigger> triggers = new TriggerFields(catalog, values, report).of(document);
    StepCompiler steps = new StepCompiler(catalog, engine, report, Defaults.of(document, report));
    StepList root = root(document, steps);
    Value output = values.optional(document, "output", Wanted.ANYTHING);
    Long timeoutMs = document.whole("timeoutMs", 1, DefinitionLimits.MILLIS);
    StepList errorHandler = errorHandler(document, steps);
    document.refuse(
        "tests", IssueCode.NOT_SUPPORTED, "Scenarios do not run in this release yet.", null);
    document.end();
    return new Program(
        name == null ? "" : name,
        root,
        triggers,
        output,
        timeoutMs,
        errorHandler,
        schemaRef,
        schema,
        engine.semanticsId());
  }

  private StepList root(Fields document, StepCompiler steps) {
    boolean graph = document.has("nodes") || document.has("edges");
    for (String field : List.of("nodes", "edges")) {
      document.refuse(
          field, IssueCode.NOT_SUPPORTED, "Graphs do not run in this release yet.", "steps");
    }
    Scope scope = new Scope("root", document.at("steps"), false);
    StepList list =
        graph ? steps.optional(document, "steps", scope) : steps.required(document, "steps", scope);
    return list == null ? new StepList("root", List.of()) : list;
  }

  /** A list of steps; an object with {@code steps}, as its paths suggest, is taken as well. */
  private @Nullable StepList errorHandler(Fields document, StepCompiler steps) {
    if (!(document.raw("errorHandler") instanceof Map<?, ?>)) {
      Place place = document.at("errorHandler");
      return steps.optional(document, "errorHandler", new Scope("errorHandler", place, false));
    }
    Fields fields = document.object("errorHandler");
    if (fields == null) return null;
    StepList list =
        steps.required(fields, "steps", new Scope("errorHandler", fields.at("steps"), false));
    fields.end();
    return list;
  }

  private @Nullable String schemaRef(Fields document) {
    String ref = document.word("payloadSchemaRef", DefinitionLimits.NAME_LENGTH);
    if (ref != null && !catalog.hasSchema(ref)) {
      report.add(
          IssueCode.UNKNOWN_SCHEMA,
          document.at("payloadSchemaRef"),
          "There is no schema '" + ref + "'.");
    }
    return ref;
  }

  /** A schema's inside is for whoever compiles schemas; here it must only be one. */
  private @Nullable Object schema(Fields document) {
    if (!document.has("payloadSchema")) return null;
    if (document.has("payloadSchemaRef")) {
      document.refuse(
          "payloadSchema",
          IssueCode.FIELD_NOT_ALLOWED,
          "'payloadSchemaRef' stands here already.",
          null);
    }
    Object schema = document.raw("payloadSchema");
    if (!(schema instanceof Map<?, ?>)) document.wrongType("payloadSchema", "a JSON Schema object");
    return schema;
  }
}
