package dev.holdfast.application.port.in;

import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.SchemaView;
import org.jspecify.annotations.Nullable;

/** The registry of payload schemas. A reference means the same schema for ever. */
public interface ManageSchemas {
  Outcome<Registered> register(Caller caller, String schemaRef, @Nullable Object schema);

  Outcome<SchemaView> schema(Caller caller, String schemaRef);

  /** Newest first. */
  Page<SchemaView> list(Caller caller, int limit, @Nullable String cursor);

  /**
   * @param existing true when the same schema was there
   */
  record Registered(SchemaView schema, boolean existing) {}
}
