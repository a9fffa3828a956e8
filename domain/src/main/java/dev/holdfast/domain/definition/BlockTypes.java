package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Values.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the steps that hold other steps. */
final class BlockTypes {
  private static final List<String> ITEM_POLICIES = List.of("fail", "continue");

  private final StepCompiler steps;
  private final Values values;
  private final Targets targets;
  private final Report report;

  BlockTypes(StepCompiler steps, Values values, Targets targets, Report report) {
    this.steps = steps;
    this.values = values;
    this.targets = targets;
    this.report = report;
  }

  void addTo(Map<String, StepCompiler.Type> types) {
    types.put("control.if", this::conditional);
    types.put("control.switch", this::choice);
    types.put("control.forEach", this::forEach);
    types.put("control.while", this::loop);
    types.put("control.parallel", new ParallelType(steps, report)::compile);
    types.put("control.tryCatch", this::tryCatch);
  }

  private @Nullable Step conditional(Fields step, Step.Head head, boolean inFinally) {
    Value condition = values.required(step, "condition", Wanted.BOOLEAN);
    StepList then = steps.required(step, "then", inside(step, head, "then", inFinally));
    StepList otherwise = steps.optional(step, "else", inside(step, head, "else", inFinally));
    step.end();
    if (condition == null || then == null) return null;
    return new Step.If(head, condition, then, otherwise);
  }

  private @Nullable Step choice(Fields step, Step.Head head, boolean inFinally) {
    Value value = values.required(step, "value", Wanted.ANYTHING);
    List<@Nullable Object> raw = step.requiredList("cases", DefinitionLimits.CASES);
    List<Step.Switch.Case> cases = new ArrayList<>();
    for (int i = 0; raw != null && i < raw.size(); i++) {
      Fields fields = Fields.of(raw.get(i), step.at("cases").element(i), report);
      if (fields == null) continue;
      Value when = values.required(fields, "when", Wanted.ANYTHING);
      String path = head.path() + ".cases[" + i + "]";
      StepList list =
          steps.required(fields, "steps", new Scope(path, fields.at("steps"), inFinally));
      fields.end();
      if (when != null && list != null) cases.add(new Step.Switch.Case(when, list));
    }
    StepList otherwise = steps.optional(step, "default", inside(step, head, "default", inFinally));
    step.end();
    if (value == null || raw == null) return null;
    return new Step.Switch(head, value, List.copyOf(cases), otherwise);
  }

  private @Nullable Step forEach(Fields step, Step.Head head, boolean inFinally) {
    Value items = values.required(step, "items", Wanted.LIST);
    String itemVar = itemVar(step);
    Long concurrency = step.whole("concurrency", 1, DefinitionLimits.BRANCHES);
    StepList body = steps.required(step, "body", inside(step, head, "body", inFinally));
    String onItemError = step.choice("onItemError", ITEM_POLICIES);
    AssignPath collectAs = targets.path(step, "collectAs");
    Value collect = values.optional(step, "collect", Wanted.ANYTHING);
    if (step.has("collect") && !step.has("collectAs")) {
      report.add(
          IssueCode.MISSING_FIELD,
          step.at("collectAs"),
          "'collectAs' is missing: without it, what is collected goes nowhere.");
    }
    step.end();
    if (items == null || itemVar == null || body == null) return null;
    int width = concurrency == null ? 1 : concurrency.intValue();
    if (width > 1) Writes.warnOfRepeated(body, step.place(), report);
    return new Step.ForEach(
        head, items, itemVar, width, body, "continue".equals(onItemError), collectAs, collect);
  }

  private @Nullable String itemVar(Fields step) {
    String name = step.requiredName("itemVar");
    if (name != null && (Names.ROOTS.contains(name) || Names.LOOP_FACTS.contains(name))) {
      report.add(
          IssueCode.RESERVED_NAME,
          step.at("itemVar"),
          "'" + name + "' always means something else; the variable needs another name.");
    }
    return name;
  }

  private @Nullable Step loop(Fields step, Step.Head head, boolean inFinally) {
    Value condition = values.required(step, "condition", Wanted.BOOLEAN);
    StepList body = steps.required(step, "body", inside(step, head, "body", inFinally));
    Long maximum = step.requiredWhole("maxIterations", 1, DefinitionLimits.ITERATIONS);
    step.end();
    if (condition == null || body == null || maximum == null) return null;
    return new Step.While(head, condition, body, maximum.intValue());
  }

  private @Nullable Step tryCatch(Fields step, Step.Head head, boolean inFinally) {
    StepList body = steps.required(step, "try", inside(step, head, "try", inFinally));
    boolean finalized = step.has("finally");
    // A block that neither catches nor cleans up would do nothing at all.
    if (!finalized) step.require("catch");
    StepList handler = steps.optional(step, "catch", inside(step, head, "catch", inFinally));
    if (!step.has("catch")) {
      for (String name : List.of("catchOn", "captureErrorAs")) {
        step.refuse(
            name,
            IssueCode.FIELD_NOT_ALLOWED,
            "Without 'catch', '" + name + "' does nothing.",
            null);
      }
    }
    AssignPath captureErrorAs = targets.path(step, "captureErrorAs");
    List<String> catchOn = ErrorNames.of(step, "catchOn", report);
    StepList finalizer = steps.optional(step, "finally", inside(step, head, "finally", true));
    step.end();
    if (body == null) return null;
    return new Step.TryCatch(
        head, body, handler, captureErrorAs, catchOn == null ? List.of() : catchOn, finalizer);
  }

  private static Scope inside(Fields step, Step.Head head, String name, boolean inFinally) {
    return new Scope(head.path() + "." + name, step.at(name), inFinally);
  }

  /** Compiles {@code control.parallel}. */
  record ParallelType(StepCompiler steps, Report report) {
    @Nullable Step compile(Fields step, Step.Head head, boolean inFinally) {
      List<@Nullable Object> raw = step.requiredList("branches", DefinitionLimits.BRANCHES);
      List<Step.Parallel.Branch> branches = new ArrayList<>();
      Set<String> names = new LinkedHashSet<>();
      for (int i = 0; raw != null && i < raw.size(); i++) {
        Fields fields = Fields.of(raw.get(i), step.at("branches").element(i), report);
        Step.Parallel.Branch branch =
            fields == null ? null : branch(fields, head, names, inFinally);
        if (branch != null) branches.add(branch);
      }
      int count = raw == null ? 1 : Math.max(1, raw.size());
      int required = required(step, count);
      boolean all = !step.has("join") || "all".equals(step.raw("join"));
      step.end();
      if (raw == null) return null;
      Writes.warnOfShared(branches, step.place(), report);
      return new Step.Parallel(head, List.copyOf(branches), required, all);
    }

    private Step.Parallel.@Nullable Branch branch(
        Fields fields, Step.Head head, Set<String> names, boolean inFinally) {
      String name = fields.requiredName("name");
      if (name != null && !names.add(name)) {
        report.add(
            IssueCode.DUPLICATE_BRANCH_NAME,
            fields.at("name"),
            "Another branch of this block has the name '" + name + "'.");
      }
      String path = head.path() + ".branches[" + name + "]";
      StepList list =
          steps.required(fields, "steps", new Scope(path, fields.at("steps"), inFinally));
      fields.end();
      return name == null || list == null ? null : new Step.Parallel.Branch(name, list);
    }

    /** How many successes end the block. */
    private static int required(Fields step, int branches) {
      if (!step.has("join")) return branches;
      Object join = step.raw("join");
      if ("all".equals(join)) return branches;
      if ("any".equals(join)) return 1;
      if (join instanceof Long successes && successes >= 1 && successes <= branches) {
        return successes.intValue();
      }
      step.wrongValue("join", "\"all\", \"any\" or a number from 1 to " + branches);
      return branches;
    }
  }
}
