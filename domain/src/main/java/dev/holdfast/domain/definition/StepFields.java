package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that are every step's in form, but have a meaning on some types only. */
final class StepFields {
  private static final List<String> POLICIES = List.of("fail", "continue");

  private StepFields() {}

  /**
   * Refuses what does not belong on the type, and reads {@code onError}, which on an action call
   * may also stand in its config.
   *
   * @return whether the run goes on after an error of the step
   */
  static boolean read(Fields step, String type, Report report) {
    boolean action = type.equals(WorkTypes.CALL_ACTION);
    boolean child = type.equals(WorkTypes.CALL_WORKFLOW);
    boolean control = type.startsWith("control.");
    if (control) {
      refuse(step, "config", "The fields of '" + type + "' stand on the step itself.", null);
    }
    if (control && !child) {
      refuse(step, "onError", "'" + type + "' has none; use a control.tryCatch around it.", null);
    }
    if (!action && !child) {
      refuse(step, "retry", "Only action.call and control.callWorkflow are retried.", null);
    }
    if (!action) {
      boolean wait = type.equals(WaitTypes.WAIT_FOR_EVENT);
      refuse(
          step,
          "timeoutMs",
          "Only action.call has a timeout of its own.",
          wait ? "config.timeoutMs" : null);
    }
    if (control && !child) return false;
    Fields own = step.object("onError");
    Fields inner = action ? config(step, report) : null;
    if (own != null && inner != null) {
      refuse(inner, "onError", "'onError' stands on the step already.", null);
      return policy(own);
    }
    if (own != null) return policy(own);
    Fields fallback = inner == null ? null : inner.object("onError");
    return fallback != null && policy(fallback);
  }

  private static void refuse(
      Fields fields, String name, String message, @Nullable String suggestion) {
    fields.refuse(name, IssueCode.FIELD_NOT_ALLOWED, message, suggestion);
  }

  /** Null when there is none; what is wrong with it is for the type to say. */
  private static @Nullable Fields config(Fields step, Report report) {
    Map<String, @Nullable Object> config = Json.asObject(step.raw("config"));
    return config == null ? null : new Fields(config, step.at("config"), report);
  }

  private static boolean policy(Fields onError) {
    String policy = onError.require("policy") ? onError.choice("policy", POLICIES) : null;
    onError.end();
    return "continue".equals(policy);
  }
}
