package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Fields;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.domain.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a start. */
final class StartRunBody {
  static final int TAGS_MAX = 20;
  static final int TAG_LENGTH_MAX = 255;

  private StartRunBody() {}

  static StartRun.Request read(Body body, @Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > 255)) {
      throw Query.wrong("Idempotency-Key", "expected a header of 1 to 255 characters");
    }
    return body.read(fields -> {
      String id = fields.optionalText("workflowId", 1, 128);
      String byKey = fields.optionalText("workflowKey", 1, 128);
      Integer version = fields.optionalWhole("workflowVersion", 1, Integer.MAX_VALUE);
      Map<String, @Nullable Object> payload = fields.optionalObject("payload");
      Map<String, String> tags = fields.pairs("tags", TAGS_MAX, TAG_LENGTH_MAX);
      return new StartRun.Request(
          workflow(fields, id, byKey),
          version,
          payload == null ? Map.of() : payload,
          tags,
          new StartRun.Origin.Api(key, Sha256.hex(Json.canonicalText(body.json()))));
    });
  }

  private static String workflow(Fields fields, @Nullable String id, @Nullable String key) {
    if (id != null && key != null) {
      fields.wrong("workflowKey", "AMBIGUOUS", "expected workflowId or workflowKey, not both");
    } else if (id == null && key == null) {
      fields.wrong("workflowId", "REQUIRED", "expected workflowId or workflowKey, but got neither");
    }
    return id != null ? id : key != null ? key : "";
  }
}
