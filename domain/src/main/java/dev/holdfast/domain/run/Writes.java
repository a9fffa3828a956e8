package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Assign;
import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.definition.Assignment;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import dev.holdfast.domain.json.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes into the run's data, within the limits. */
final class Writes {
  static final AssignPath VARS_EVENT = variable("event");
  static final AssignPath VARS_EVENT_NAME = variable("eventName");
  static final AssignPath VARS_EVENT_TIMED_OUT = variable("eventTimedOut");
  static final AssignPath META_STATE = new AssignPath(AssignPath.Root.META, member("state"));

  private Writes() {}

  private static AssignPath variable(String name) {
    return new AssignPath(AssignPath.Root.VARS, member(name));
  }

  private static JsonPath member(String name) {
    return new JsonPath(List.of(new JsonPath.Key.Member(name)));
  }

  /** In order, later entries seeing earlier ones; all or nothing. */
  static void assign(Fold fold, Scope scope, List<Assignment> assignments) {
    Roots.Snapshot before = fold.roots.snapshot();
    try {
      for (Assignment assignment : assignments) {
        AssignPath target = assignment.target();
        String field = target.text();
        write(fold, target, Values.stored(fold, scope, assignment.value(), field), field);
      }
    } catch (Raised raised) {
      fold.roots.restore(before);
      throw raised;
    }
  }

  static void write(Fold fold, AssignPath target, @Nullable Object value, String field) {
    write(fold, target, value, field, Limits.VALUE_BYTES);
  }

  static void write(
      Fold fold, AssignPath target, @Nullable Object value, String field, long maxBytes) {
    List<JsonPath.Key> keys = target.inside().keys();
    Sizes.value(value, field, maxBytes, Limits.DEPTH - keys.size());
    Roots.Snapshot before = fold.roots.snapshot();
    Map<String, @Nullable Object> root = before.get(target.root());
    switch (Assign.write(root, target, value)) {
      case Assign.Result.Refused refused ->
          throw new Raised(ErrorCode.ASSIGN_PATH_INVALID, refused.message());
      case Assign.Result.Written written -> {
        refuseLongList(written.root(), keys, field);
        Roots.Snapshot after = before.with(target.root(), written.root(), written.growth());
        if (after.bytes() > Limits.RUN_DATA_BYTES && written.growth() > 0) {
          throw new Raised(
              ErrorCode.STATE_TOO_LARGE,
              field
                  + ": expected the run's data to take at most "
                  + Limits.RUN_DATA_BYTES
                  + " bytes, but "
                  + after.bytes());
        }
        fold.roots.restore(after);
      }
    }
  }

  private static void refuseLongList(
      Map<String, @Nullable Object> root, List<JsonPath.Key> keys, String field) {
    List<JsonPath.Key> way = new ArrayList<>(keys.size());
    for (JsonPath.Key key : keys) {
      if (!way.isEmpty()) {
        List<@Nullable Object> list = Json.asList(new JsonPath(way).read(root).value());
        if (list != null && list.size() > Limits.LIST_LENGTH) {
          throw Sizes.tooLarge(
              field, "lists of at most " + Limits.LIST_LENGTH + " elements", "a longer one");
        }
      }
      way.add(key);
    }
  }
}
