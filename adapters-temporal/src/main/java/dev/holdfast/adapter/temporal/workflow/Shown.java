package dev.holdfast.adapter.temporal.workflow;

import com.google.protobuf.ByteString;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators see of a run when they ask its workflow, as Temporal's own tools show JSON. */
final class Shown {
  private Shown() {}

  static RawValue currentStep(@Nullable RunState state) {
    return json(state == null ? "" : state.nodePath());
  }

  static RawValue waits(@Nullable RunState state) {
    return json(state == null ? List.of() : list(state));
  }

  /**
   * @param letters inputs that are not folded
   */
  static RawValue summary(@Nullable RunState state, int generation, int letters) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("status", state == null ? "RUNNING" : state.status().name());
    shown.put("currentStep", state == null ? "" : state.nodePath());
    shown.put("seq", state == null ? 0L : state.seq());
    shown.put("waits", state == null ? List.of() : list(state));
    shown.put("callsInFlight", state == null ? 0L : (long) state.callsInFlight());
    shown.put("inputsToFold", (long) letters);
    shown.put("generation", (long) generation);
    shown.put("cancelRequested", state != null && state.cancelRequestedAt() != null);
    return json(shown);
  }

  private static List<Object> list(RunState state) {
    List<Object> waits = new ArrayList<>();
    for (OpenWait wait : state.waits()) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      shown.put("waitId", wait.waitId().toString());
      shown.put("type", wait.type().text());
      shown.put("executionPath", wait.executionPath());
      if (wait.eventName() != null) shown.put("eventName", wait.eventName());
      if (wait.correlationKey() != null) shown.put("correlationKey", wait.correlationKey());
      if (wait.dueAt() != null) shown.put("dueAt", wait.dueAt().toString());
      waits.add(shown);
    }
    return waits;
  }

  private static RawValue json(Object value) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(Json.canonicalText(value)))
            .build());
  }
}
