package dev.holdfast.application.codec;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.Semantics;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed when a run is accepted, as bytes. A payload that is the same object as one written
 * before it is written once.
 */
final class StartBytes {
  private StartBytes() {}

  static void write(CoreSink core, RunStart start) {
    write(core, start, Json.EMPTY_OBJECT);
  }

  /**
   * @param written an object that stands before it
   */
  static void write(CoreSink core, RunStart start, Map<String, @Nullable Object> written) {
    ByteSink out = core.out;
    out.uuid(start.runId());
    out.text(start.tenantId());
    out.uuid(start.workflowId());
    out.count(start.version());
    shared(core, start.payload(), written);
    core.json.value(start.tags());
    Event event = start.event();
    out.bool(event != null);
    if (event != null) {
      core.eventFacts(event);
      shared(core, event.payload(), start.payload());
    }
    UUID parent = start.parentRunId();
    out.bool(parent != null);
    if (parent != null) out.uuid(parent);
    out.bool(start.attached());
    out.count(start.semantics().interpreter());
    out.text(start.semantics().expressions());
  }

  private static void shared(
      CoreSink core, Map<String, @Nullable Object> value, Map<String, @Nullable Object> written) {
    core.out.bool(value == written);
    if (value != written) core.json.value(value);
  }

  static RunStart read(CoreSource core) {
    return read(core, Json.EMPTY_OBJECT);
  }

  static RunStart read(CoreSource core, Map<String, @Nullable Object> written) {
    ByteSource in = core.in;
    UUID runId = in.uuid();
    String tenantId = in.text();
    UUID workflowId = in.uuid();
    int version = in.smallCount();
    Map<String, @Nullable Object> payload = in.bool() ? written : core.json.object();
    Map<String, @Nullable Object> tags = core.json.object();
    Event event = in.bool() ? event(core, payload) : null;
    UUID parent = in.bool() ? in.uuid() : null;
    boolean attached = in.bool();
    Semantics semantics = new Semantics(in.smallCount(), in.text());
    return new RunStart(
        runId, tenantId, workflowId, version, payload, tags, event, parent, attached, semantics);
  }

  private static Event event(CoreSource core, Map<String, @Nullable Object> payload) {
    Event facts = core.eventFacts(Json.EMPTY_OBJECT);
    return CoreSource.withPayload(facts, core.in.bool() ? payload : core.json.object());
  }
}
