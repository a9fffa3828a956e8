package dev.holdfast.application.service;

import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.ManageSchemas;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.RegisteredSchemas.RegisteredSchema;
import dev.holdfast.application.port.out.RegisteredSchemas.Registration;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.SchemaView;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers payload schemas and checks payloads against them. Thread-safe. */
public final class SchemaRegistry implements ManageSchemas, PayloadSchemas {
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,254}");
  private static final int COMPILED = 1_000;

  private final RegisteredSchemas registered;
  private final JsonSchemas schemas;
  private final JsonText text;
  private final UnitOfWork work;
  private final DefinitionEditing.Stamp stamp;

  /** A reference means the same schema for ever, so what is compiled stays right. */
  private final Recent<Reference, JsonSchemas.Schema> compiled = new Recent<>(COMPILED);

  public SchemaRegistry(
      RegisteredSchemas registered,
      JsonSchemas schemas,
      JsonText text,
      UnitOfWork work,
      DefinitionEditing.Stamp stamp) {
    this.registered = registered;
    this.schemas = schemas;
    this.text = text;
    this.work = work;
    this.stamp = stamp;
  }

  @Override
  public Outcome<Registered> register(Caller caller, String schemaRef, @Nullable Object schema) {
    Refusal wrong = wrong(schemaRef, schema);
    if (wrong != null) return Outcome.refused(wrong);
    RegisteredSchema wish =
        new RegisteredSchema(
            stamp.ids().next(),
            schemaRef,
            Json.text(schema),
            Sha256.hex(Json.canonicalText(schema)),
            stamp.time().now(),
            caller.principal());
    return switch (work.inTransaction(() -> registered(caller, wish))) {
      case Registration.Created _ ->
          Outcome.ok(new Registered(view(wish.createdAt(), schemaRef, schema), false));
      case Registration.Existing(RegisteredSchema there) ->
          there.schemaHash().equals(wish.schemaHash())
              ? Outcome.ok(new Registered(view(there), true))
              : Outcome.refused(taken(schemaRef));
    };
  }

  private Registration registered(Caller caller, RegisteredSchema wish) {
    Registration registration = registered.register(caller.tenantId(), wish);
    if (registration instanceof Registration.Created) {
      stamp
          .audit()
          .write(caller, wish.createdAt(), "schema.registered", wish.schemaRef(), Map.of());
    }
    return registration;
  }

  @Override
  public Outcome<SchemaView> schema(Caller caller, String schemaRef) {
    RegisteredSchema found = find(caller.tenantId(), schemaRef);
    return found == null
        ? Outcome.refused(
            new Refusal(
                Kind.NOT_FOUND,
                "SCHEMA_NOT_FOUND",
                "expected a schema " + schemaRef + ", but there is none"))
        : Outcome.ok(view(found));
  }

  @Override
  public Page<SchemaView> list(Caller caller, int limit, @Nullable String cursor) {
    Page<RegisteredSchema> page = registered.list(caller.tenantId(), limit, cursor);
    List<SchemaView> views = new ArrayList<>();
    for (RegisteredSchema schema : page.items()) views.add(view(schema));
    return new Page<>(views, page.nextCursor());
  }

  @Override
  public @Nullable Refusal violations(
      String tenantId, String schemaRef, Map<String, @Nullable Object> payload) {
    Reference reference = new Reference(tenantId, schemaRef);
    JsonSchemas.Schema schema = compiled.get(reference);
    if (schema == null) {
      RegisteredSchema found = find(tenantId, schemaRef);
      if (found == null) return unknown(schemaRef);
      schema = schemas.compile(text.parse(found.schema()));
      compiled.put(reference, schema);
    }
    return Refusals.payload(schema, payload);
  }

  /** What is no reference names nothing, and need not be asked for. */
  private @Nullable RegisteredSchema find(String tenantId, String schemaRef) {
    return REFERENCE.matcher(schemaRef).matches() ? registered.find(tenantId, schemaRef) : null;
  }

  private @Nullable Refusal wrong(String schemaRef, @Nullable Object schema) {
    if (!REFERENCE.matcher(schemaRef).matches()) {
      return refusal(
          Kind.MALFORMED,
          "INVALID_REQUEST",
          new Place(
              "/schemaRef",
              "INVALID_FORMAT",
              "expected a reference of letters, digits, '.', '_' and '-' that begins with a letter"
                  + " and has at most 255 characters"));
    }
    try {
      schemas.compile(schema);
      return null;
    } catch (JsonSchemas.SchemaInvalid invalid) {
      String reason = invalid.getMessage() == null ? "it is no JSON Schema" : invalid.getMessage();
      return refusal(
          Kind.INVALID, "SCHEMA_INVALID", new Place("/schema", "SCHEMA_INVALID", reason));
    }
  }

  private static Refusal taken(String schemaRef) {
    return new Refusal(
        Kind.CONFLICT,
        "SCHEMA_REF_TAKEN",
        "the reference " + schemaRef + " is in use for another schema; take a new one");
  }

  private static Refusal unknown(String schemaRef) {
    return refusal(
        Kind.INVALID,
        "SCHEMA_UNKNOWN",
        new Place(
            "/payloadSchemaRef",
            "SCHEMA_UNKNOWN",
            "expected a registered schema, but there is no " + schemaRef));
  }

  private static Refusal refusal(Kind kind, String code, Place place) {
    return new Refusal(kind, code, place.message(), List.of(place), Map.of());
  }

  private SchemaView view(RegisteredSchema schema) {
    return view(schema.createdAt(), schema.schemaRef(), text.parse(schema.schema()));
  }

  private static SchemaView view(Instant createdAt, String schemaRef, @Nullable Object schema) {
    return new SchemaView(schemaRef, schema, createdAt);
  }

  private record Reference(String tenantId, String schemaRef) {}
}
