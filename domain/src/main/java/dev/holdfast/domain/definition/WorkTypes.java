package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Values.Wanted;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the steps that do one thing at once: calls, writes, return and throw. */
final class WorkTypes {
  static final String CALL_ACTION = "action.call";
  static final String CALL_WORKFLOW = "control.callWorkflow";

  /** What authors may throw: a cancellation is no error, and cannot be made up. */
  private static final List<String> THROWABLE =
      Stream.of(ErrorCategory.values())
          .filter(category -> category != ErrorCategory.CANCELLED)
          .map(ErrorCategory::text)
          .toList();

  private final Catalog catalog;
  private final Values values;
  private final Targets targets;
  private final Report report;
  private final Defaults defaults;

  WorkTypes(Catalog catalog, Values values, Targets targets, Report report, Defaults defaults) {
    this.catalog = catalog;
    this.values = values;
    this.targets = targets;
    this.report = report;
    this.defaults = defaults;
  }

  void addTo(Map<String, StepCompiler.Type> types) {
    types.put(CALL_WORKFLOW, this::callWorkflow);
    types.put("control.return", this::giveBack);
    types.put("control.throw", this::raise);
    types.put("state.set", this::setState);
    types.put("transform.assign", this::assign);
    types.put(CALL_ACTION, this::callAction);
  }

  private @Nullable Step callAction(Fields step, Step.Head head, boolean inFinally) {
    RetryPolicy retry = RetryFields.of(step, "retry", report);
    Long timeoutMs = step.whole("timeoutMs", 1, DefinitionLimits.MILLIS);
    Fields config = Config.of(step, report);
    step.end();
    if (config == null) return null;
    config.has("onError");
    Catalog.ActionFacts action = new ActionReference(catalog, report).of(config);
    Value input = new InputMapping(values, report).of(config, action);
    AssignPath saveAs = targets.path(config, "saveAs");
    Value key = key(config);
    config.end(name -> Config.isHint(name) || name.equals("outputs"));
    if (action == null) return null;
    RetryPolicy policy = retry != null ? retry : action.retryHint();
    Long timeout = timeoutMs != null ? timeoutMs : defaults.timeoutMs();
    return new Step.CallAction(
        head,
        action.actionId(),
        action.version(),
        input,
        saveAs,
        key,
        policy != null ? policy : defaults.retry(),
        timeout != null ? timeout : action.timeoutMs());
  }

  /** The author's key: an expression, or a text that is not blank. */
  private @Nullable Value key(Fields config) {
    Value key = values.optional(config, "idempotencyKey", Wanted.TEXT);
    if (key instanceof Value.Literal(String text) && text.isBlank()) {
      config.wrongValue("idempotencyKey", "a text that is not blank");
    }
    return key;
  }

  private @Nullable Step callWorkflow(Fields step, Step.Head head, boolean inFinally) {
    WorkflowReference.Target target = new WorkflowReference(catalog, report).of(step);
    Value input = values.optional(step, "inputMapping", Wanted.OBJECT);
    List<Assignment> output = targets.assignments(step, "outputMapping");
    RetryPolicy retry = RetryFields.of(step, "retry", report);
    Boolean detached = step.truth("detached");
    step.end();
    boolean attached = detached == null || !detached;
    if (attached && inFinally) {
      report.add(
          IssueCode.FINALLY_MAY_NOT_WAIT,
          step.place(),
          "A finally block may not wait for another workflow; it may start a detached one.",
          "detached");
    }
    if (target == null) return null;
    return new Step.CallWorkflow(
        head, target.workflow(), target.version(), input, output, retry, !attached);
  }

  private Step giveBack(Fields step, Step.Head head, boolean inFinally) {
    Value value = values.optional(step, "value", Wanted.ANYTHING);
    step.end();
    if (inFinally) {
      report.add(IssueCode.FINALLY_MAY_NOT_WAIT, step.place(), "A finally block may not return.");
    }
    return new Step.Return(head, value);
  }

  private @Nullable Step raise(Fields step, Step.Head head, boolean inFinally) {
    Value code = values.required(step, "code", Wanted.TEXT);
    if (code instanceof Value.Literal(String text) && !Names.isErrorCode(text)) {
      step.wrongValue(
          "code",
          "1 to "
              + DefinitionLimits.CODE_LENGTH
              + " letters, digits, '_', '.', ':' or '-', not ending in 'Error'");
    }
    Value message = values.required(step, "message", Wanted.TEXT);
    String text = step.choice("category", THROWABLE);
    ErrorCategory category = text == null ? null : ErrorCategory.byText(text);
    step.end();
    if (code == null || message == null) return null;
    return new Step.Throw(head, code, message, category == null ? ErrorCategory.ACTION : category);
  }

  private @Nullable Step setState(Fields step, Step.Head head, boolean inFinally) {
    Fields config = Config.of(step, report);
    step.end();
    if (config == null) return null;
    Value state = values.required(config, "state", Wanted.TEXT);
    if (state instanceof Value.Literal(String text) && text.isBlank()) {
      config.wrongValue("state", "a text that is not blank");
    }
    config.end(Config::isHint);
    return state == null ? null : new Step.SetState(head, state);
  }

  private @Nullable Step assign(Fields step, Step.Head head, boolean inFinally) {
    Fields config = Config.of(step, report);
    step.end();
    if (config == null) return null;
    boolean there = config.require("assign");
    List<Assignment> assignments = targets.assignments(config, "assign");
    config.end(Config::isHint);
    return there ? new Step.Assign(head, List.copyOf(assignments)) : null;
  }
}
