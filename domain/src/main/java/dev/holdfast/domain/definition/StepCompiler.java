package dev.holdfast.domain.definition;

import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles lists of steps: what all steps have, and which type is whose. */
final class StepCompiler {
  /** Compiles one type of step; null when something is wrong and reported. */
  interface Type {
    /**
     * @param step its fields; id, type and name are read already
     * @param inFinally some {@code finally} block is around it
     */
    @Nullable Step compile(Fields step, Step.Head head, boolean inFinally);
  }

  /** Types that exist in the language and come later. */
  private static final List<String> LATER =
      List.of("human.task", "email.parseBody", "email.renderCommentBlocks");

  private final Report report;
  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final List<String> paths = new ArrayList<>();

  StepCompiler(Catalog catalog, ExpressionEngine engine, Report report, Defaults defaults) {
    this.report = report;
    Values values = new Values(engine, report);
    Targets targets = new Targets(values, report);
    new BlockTypes(this, values, targets, report).addTo(types);
    new WorkTypes(catalog, values, targets, report, defaults).addTo(types);
    new WaitTypes(values, targets, report).addTo(types);
  }

  /** Compiles a field that must be a list of steps. */
  @Nullable StepList required(Fields fields, String name, Scope scope) {
    return fields.require(name) ? optional(fields, name, scope) : null;
  }

  /** Compiles a field that may be a list of steps. */
  @Nullable StepList optional(Fields fields, String name, Scope scope) {
    List<@Nullable Object> steps = fields.list(name, Integer.MAX_VALUE);
    return steps == null ? null : list(steps, scope);
  }

  /** Compiles a list of steps; what is wrong is reported and left out. */
  StepList list(List<@Nullable Object> raw, Scope scope) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      Place place = scope.place().element(i);
      String path = scope.path() + ".steps[" + i + "]";
      if (isOneTooMany(path, place)) break;
      Step step = step(raw.get(i), place, path, scope.inFinally());
      if (step != null) steps.add(step);
    }
    return new StepList(scope.path(), steps);
  }

  private boolean isOneTooMany(String path, Place place) {
    if (paths.size() > DefinitionLimits.STEPS) return true;
    paths.add(path);
    if (paths.size() <= DefinitionLimits.STEPS) return false;
    report.add(
        IssueCode.TOO_MANY_STEPS,
        place,
        "A definition has at most " + DefinitionLimits.STEPS + " steps.");
    return true;
  }

  private @Nullable Step step(@Nullable Object raw, Place place, String path, boolean inFinally) {
    Map<String, @Nullable Object> object = Json.asObject(raw);
    String knownId = object != null && object.get("id") instanceof String text ? text : null;
    Fields fields = Fields.of(raw, place.step(knownId, path), report);
    if (fields == null) return null;
    String id = fields.requiredName("id");
    if (id != null && !ids.add(id)) {
      report.add(
          IssueCode.DUPLICATE_STEP_ID, fields.at("id"), "Another step has the id '" + id + "'.");
    }
    String name = fields.text("name");
    String type = fields.require("type") ? fields.text("type") : null;
    Type compiler = type == null ? null : types.get(type);
    if (type == null || compiler == null) {
      if (type != null) unknown(type, fields.at("type"));
      return null;
    }
    Step.Head head =
        new Step.Head(
            id == null ? "" : id, type, name, path, StepFields.read(fields, type, report));
    return compiler.compile(fields, head, inFinally);
  }

  private void unknown(String type, Place place) {
    if (LATER.contains(type)) {
      report.add(
          IssueCode.NOT_SUPPORTED,
          place,
          "Steps of type '" + type + "' do not run in this release yet.");
    } else {
      report.add(
          IssueCode.UNKNOWN_STEP_TYPE,
          place,
          "There is no step type '" + type + "'.",
          Nearest.of(type, types.keySet()));
    }
  }
}
