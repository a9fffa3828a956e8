package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.AssignPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run's data during a fold. Every value in it is immutable; writing replaces a root. */
final class Roots {
  private final Cell<Snapshot> now;

  Roots(RunState state) {
    now = new Cell<>(new Snapshot(state.payload(), state.vars(), state.meta(), state.dataBytes()));
  }

  /**
   * All of it at one moment.
   *
   * @param bytes of JSON text, all three together
   */
  record Snapshot(
      Map<String, @Nullable Object> payload,
      Map<String, @Nullable Object> vars,
      Map<String, @Nullable Object> meta,
      long bytes) {
    Map<String, @Nullable Object> get(AssignPath.Root root) {
      return switch (root) {
        case PAYLOAD -> payload;
        case VARS -> vars;
        case META -> meta;
      };
    }

    Snapshot with(AssignPath.Root root, Map<String, @Nullable Object> value, long growth) {
      long size = bytes + growth;
      return switch (root) {
        case PAYLOAD -> new Snapshot(value, vars, meta, size);
        case VARS -> new Snapshot(payload, value, meta, size);
        case META -> new Snapshot(payload, vars, value, size);
      };
    }
  }

  Snapshot snapshot() {
    return now.get();
  }

  void restore(Snapshot snapshot) {
    now.set(snapshot);
  }

  Map<String, @Nullable Object> payload() {
    return now.get().payload();
  }

  Map<String, @Nullable Object> vars() {
    return now.get().vars();
  }

  Map<String, @Nullable Object> meta() {
    return now.get().meta();
  }

  long bytes() {
    return now.get().bytes();
  }
}
