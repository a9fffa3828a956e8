package dev.holdfast.domain.definition;

import dev.holdfast.domain.definition.Values.Wanted;
import dev.holdfast.domain.event.CorrelationKey;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the steps that wait. */
final class WaitTypes {
  static final String WAIT_FOR_EVENT = "event.wait";

  private static final List<String> MODES = List.of("duration", "until");
  private static final List<String> TIMEOUT_POLICIES = List.of("throw", "continue");
  private static final List<String> LOOKBACKS = List.of("run", "none");

  private final Values values;
  private final Targets targets;
  private final FilterFields filters;
  private final Report report;

  WaitTypes(Values values, Targets targets, Report report) {
    this.values = values;
    this.targets = targets;
    this.filters = new FilterFields(values, report);
    this.report = report;
  }

  void addTo(Map<String, StepCompiler.Type> types) {
    types.put(WAIT_FOR_EVENT, this::waitForEvent);
    types.put("time.wait", this::waitForTime);
  }

  private @Nullable Step waitForEvent(Fields step, Step.Head head, boolean inFinally) {
    Fields config = open(step, inFinally);
    if (config == null) return null;
    String eventName = config.requiredWord("eventName", DefinitionLimits.NAME_LENGTH);
    Value key = values.required(config, "correlationKey", Wanted.ANYTHING);
    if (key instanceof Value.Literal literal) checkKey(config, literal.json());
    List<FilterTemplate> templates = filters.of(config);
    Long timeoutMs = config.whole("timeoutMs", 1, DefinitionLimits.MILLIS);
    List<Assignment> assignments = targets.assignments(config, "assign");
    Lookback lookback = lookback(config);
    String onTimeout = config.choice("onTimeout", TIMEOUT_POLICIES);
    config.end(Config::isHint);
    if (eventName == null || key == null) return null;
    return new Step.WaitForEvent(
        head,
        eventName,
        key,
        List.copyOf(templates),
        timeoutMs,
        List.copyOf(assignments),
        lookback,
        "continue".equals(onTimeout));
  }

  private static void checkKey(Fields config, @Nullable Object literal) {
    switch (CorrelationKey.of(literal)) {
      case CorrelationKey.Usable usable -> {}
      case CorrelationKey.Blank blank -> config.wrongValue("correlationKey", "no blank text");
      case CorrelationKey.Unusable unusable ->
          config.wrongValue("correlationKey", "usable as a key: " + unusable.message());
    }
  }

  private static Lookback lookback(Fields config) {
    if (!config.has("lookback")) return new Lookback.SinceStart();
    if (config.raw("lookback") instanceof String) {
      String word = config.choice("lookback", LOOKBACKS);
      return "none".equals(word) ? new Lookback.None() : new Lookback.SinceStart();
    }
    Long millis = config.whole("lookback", 0, DefinitionLimits.MILLIS);
    return millis == null ? new Lookback.SinceStart() : new Lookback.Millis(millis);
  }

  private @Nullable Step waitForTime(Fields step, Step.Head head, boolean inFinally) {
    Fields config = open(step, inFinally);
    if (config == null) return null;
    config.refuse(
        "calendar",
        IssueCode.NOT_SUPPORTED,
        "Business time does not run in this release yet.",
        null);
    String mode = config.require("mode") ? config.choice("mode", MODES) : null;
    boolean duration = "duration".equals(mode);
    Long durationMs = null;
    Value until = null;
    if (duration) {
      durationMs = config.requiredWhole("durationMs", 0, DefinitionLimits.MILLIS);
      config.refuse(
          "until", IssueCode.FIELD_NOT_ALLOWED, "The mode 'duration' has no 'until'.", null);
    } else if (mode != null) {
      until = values.required(config, "until", Wanted.TEXT);
      if (until instanceof Value.Literal(String text)) checkInstant(config, text);
      config.refuse(
          "durationMs", IssueCode.FIELD_NOT_ALLOWED, "The mode 'until' has no 'durationMs'.", null);
    }
    config.has("durationMs");
    config.has("until");
    List<Assignment> assignments = targets.assignments(config, "assign");
    config.end(Config::isHint);
    if (durationMs == null && until == null) return null;
    return new Step.WaitForTime(head, durationMs, until, List.copyOf(assignments));
  }

  private static void checkInstant(Fields config, String text) {
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeException malformed) {
      config.wrongValue("until", "an instant such as 2026-01-31T09:00:00Z");
    }
  }

  /** The config of a wait, which may not stand in a finally block. */
  private @Nullable Fields open(Fields step, boolean inFinally) {
    if (inFinally) {
      report.add(IssueCode.FINALLY_MAY_NOT_WAIT, step.place(), "A finally block may not wait.");
    }
    Fields config = Config.of(step, report);
    step.end();
    return config;
  }
}
