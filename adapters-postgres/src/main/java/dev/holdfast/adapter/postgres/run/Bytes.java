package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.JsonBytes;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.view.Redaction;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is in the byte columns that the write path writes. */
final class Bytes {
  private Bytes() {}

  static byte[] control(RunState state) {
    return StateCodec.control(state);
  }

  static byte[] data(RunState state) {
    return StateCodec.data(state);
  }

  static boolean dataDiffers(RunState before, RunState after) {
    return StateCodec.dataChanged(before, after);
  }

  static RunState state(byte[] control, byte[] data) {
    return StateCodec.decode(control, data);
  }

  /**
   * Entries as views: what the history keeps has no secrets to show.
   *
   * @param meta of the run, where it names what else is secret
   */
  static byte[] journal(List<JournalEntry> entries, Map<String, @Nullable Object> meta) {
    return JournalCodec.encode(Redaction.inRun(meta).entries(entries));
  }

  static byte[] json(@Nullable Object json) {
    return JsonBytes.encode(json);
  }

  static @Nullable Object value(byte[] bytes) {
    return JsonBytes.decode(bytes);
  }

  static Map<String, @Nullable Object> object(byte[] bytes) {
    return RowBytes.object(bytes);
  }

  static byte[] input(Input input) {
    return InputCodec.encode(input);
  }

  static Input input(byte[] bytes) {
    return InputCodec.decode(bytes);
  }

  static byte[] answer(CallAnswer answer) {
    return RowBytes.answer(answer);
  }

  static byte @Nullable [] filters(List<Filter> filters) {
    return RowBytes.filters(filters);
  }

  static List<Filter> filters(byte @Nullable [] bytes) {
    return RowBytes.filters(bytes);
  }

  /** A detached child's start; its id is in a column. */
  static byte[] startChild(Effect.StartChild child) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("executionPath", child.executionPath());
    json.put("workflow", child.workflow());
    json.put("version", child.version() == null ? null : (long) child.version());
    json.put("payload", child.payload());
    return JsonBytes.encode(Json.object(json));
  }

  static Effect.StartChild startChild(UUID childRunId, byte[] bytes) {
    Map<String, @Nullable Object> json = RowBytes.object(bytes);
    Integer version = json.get("version") instanceof Number number ? number.intValue() : null;
    return new Effect.StartChild(
        childRunId,
        String.valueOf(json.get("executionPath")),
        String.valueOf(json.get("workflow")),
        version,
        Json.objectOf(json.get("payload")),
        true);
  }

  /** Tags as the database can search them; null for none. */
  static @Nullable String jsonText(Map<String, @Nullable Object> tags) {
    return tags.isEmpty() ? null : Json.text(tags);
  }

  static @Nullable String eventId(RunStart start) {
    Event event = start.event();
    return event == null ? null : event.id();
  }
}
