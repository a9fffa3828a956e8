package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles what is written to: single paths and assign-like maps. */
final class Targets {
  private final Values values;
  private final Report report;

  Targets(Values values, Report report) {
    this.values = values;
    this.report = report;
  }

  /** An optional path to write to; null when it is missing, or wrong and reported. */
  @Nullable AssignPath path(Fields fields, String name) {
    String text = fields.text(name);
    return text == null ? null : path(text, fields.at(name));
  }

  private @Nullable AssignPath path(String text, Place place) {
    return switch (AssignPath.parse(text)) {
      case AssignPath.Parsing.Parsed parsed -> parsed.path();
      case AssignPath.Parsing.Refused refused -> {
        report.add(IssueCode.INVALID_ASSIGN_PATH, place, refused.message(), refused.suggestion());
        yield null;
      }
    };
  }

  /** An optional map of path to value, in document order; empty when it is missing. */
  List<Assignment> assignments(Fields fields, String name) {
    List<Assignment> assignments = new ArrayList<>();
    if (!fields.has(name)) return assignments;
    Map<String, @Nullable Object> map = Json.asObject(fields.raw(name));
    if (map == null || Values.isReference(map)) {
      fields.wrongType(name, "an object of paths and values");
      return assignments;
    }
    for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
      Place place = fields.at(name).member(entry.getKey());
      AssignPath path = path(entry.getKey(), place);
      Value value = values.of(entry.getValue(), place);
      if (path != null && value != null) assignments.add(new Assignment(path, value));
    }
    return assignments;
  }
}
