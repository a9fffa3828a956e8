package dev.holdfast.adapter.json;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.holdfast.application.port.out.JsonSchemas;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schema 2020-12, and draft-07 where {@code $schema} says so. Formats are asserted. Patterns
 * run in linear time; a validation that takes too many steps ends as a violation. Thread-safe.
 */
public final class NetworkntJsonSchemas implements JsonSchemas {
  /** Keyword evaluations of one validation. */
  static final long MAX_STEPS = 1_000_000;

  /** Schemas inside each other while evaluating: stops recursion without an end. */
  static final int MAX_DEPTH = 300;

  /** Violations reported of one value. */
  static final int MAX_VIOLATIONS = 100;

  /** Characters of one message: an enumeration can be long. */
  static final int MAX_MESSAGE = 500;

  private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";
  private static final String DRAFT_07 = "http://json-schema.org/draft-07/schema";

  private static final ExecutionConfig LIMITS =
      ExecutionConfig.builder()
          .locale(Locale.ROOT)
          .formatAssertionsEnabled(true)
          .maxEvaluationSteps(MAX_STEPS)
          .maxEvaluationDepth(MAX_DEPTH)
          .build();

  private final com.networknt.schema.Schema meta202012 = meta(Dialects.getDraft202012());
  private final com.networknt.schema.Schema meta07 = meta(Dialects.getDraft7());

  @Override
  public Schema compile(@Nullable Object schema) {
    boolean draft07 = isDraft07(schema);
    SchemaReferences.check(schema);
    JsonNode node = JsonNodes.of(schema);
    for (Violation violation : validate(draft07 ? meta07 : meta202012, node)) {
      throw new SchemaInvalid(
          "expected a JSON Schema, but at '%s' %s"
              .formatted(violation.pointer(), violation.message()));
    }
    com.networknt.schema.Schema compiled = compile(node, draft07);
    return json -> validate(compiled, JsonNodes.of(json));
  }

  private static boolean isDraft07(@Nullable Object schema) {
    if (schema instanceof Boolean) return false;
    if (!(schema instanceof Map<?, ?> members)) {
      throw new SchemaInvalid("expected a schema to be an object or a boolean, but it is neither");
    }
    Object dialect = members.get("$schema");
    return switch (dialect) {
      case null -> false;
      case String uri when plain(uri).equals(DRAFT_2020_12) -> false;
      case String uri when plain(uri).equals(DRAFT_07) -> true;
      default ->
          throw new SchemaInvalid(
              "expected $schema to name draft 2020-12 or draft-07, but it is " + dialect);
    };
  }

  private static String plain(String uri) {
    return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /** A registry of its own for each schema: two tenants may use one {@code $id}. */
  private static com.networknt.schema.Schema compile(JsonNode node, boolean draft07) {
    Dialect dialect = draft07 ? Dialects.getDraft7() : Dialects.getDraft202012();
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            dialect,
            builder ->
                builder
                    .schemaRegistryConfig(config())
                    .schemaLoader(loader -> loader.allow(iri -> false)));
    try {
      com.networknt.schema.Schema compiled = registry.getSchema(node);
      compiled.initializeValidators();
      return compiled;
    } catch (SchemaException e) {
      throw new SchemaInvalid("expected a schema that compiles, but: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new SchemaInvalid("expected a schema that compiles, but its references never end");
    }
  }

  private static com.networknt.schema.Schema meta(Dialect dialect) {
    SchemaRegistry registry =
        SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config()));
    return registry.getSchema(SchemaLocation.of(dialect.getId()));
  }

  private static SchemaRegistryConfig config() {
    return SchemaRegistryConfig.builder()
        .regularExpressionFactory(new LinearRegularExpressions())
        .formatAssertionsEnabled(true)
        .pathType(PathType.JSON_POINTER)
        .locale(Locale.ROOT)
        .build();
  }

  private static List<Violation> validate(com.networknt.schema.Schema schema, JsonNode node) {
    ExecutionContext context = new ExecutionContext(LIMITS);
    try {
      LinearRegularExpressions.withinBudget(() -> schema.validate(context, node));
    } catch (ValidationLimitExceededException | LinearRegularExpressions.BudgetSpent e) {
      return List.of(new Violation("", "limit", "takes too many steps or levels to check"));
    } catch (StackOverflowError e) {
      // Some formats of the library are recursive regular expressions.
      return List.of(new Violation("", "limit", "is too long to check"));
    } catch (SchemaException e) {
      return List.of(new Violation("", "schema", "meets a broken reference of its schema"));
    }
    return context.getErrors().stream()
        .limit(MAX_VIOLATIONS)
        .map(NetworkntJsonSchemas::violation)
        .toList();
  }

  private static Violation violation(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String message = error.getMessage();
    // The library names the object; the member that is too many is the better place.
    if (error.getKeyword().equals("additionalProperties") && error.getProperty() != null) {
      pointer += "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }
    return new Violation(
        pointer,
        error.getKeyword(),
        message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…");
  }
}
