package dev.holdfast.application.view;

import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues as JSON: the same wherever they are shown. */
public final class IssueJson {
  private IssueJson() {}

  public static List<@Nullable Object> of(List<Issue> issues) {
    List<@Nullable Object> list = new ArrayList<>(issues.size());
    for (Issue issue : issues) list.add(of(issue));
    return list;
  }

  /** Reads back what {@link #of} made. */
  public static List<Issue> read(@Nullable List<@Nullable Object> list) {
    List<Issue> issues = new ArrayList<>();
    if (list == null) return issues;
    for (Object item : list) {
      Map<String, @Nullable Object> json = Json.objectOf(item);
      issues.add(
          new Issue(
              "error".equals(json.get("severity")) ? Issue.Severity.ERROR : Issue.Severity.WARNING,
              required(json, "code"),
              required(json, "message"),
              required(json, "pointer"),
              text(json, "stepId"),
              text(json, "stepPath"),
              text(json, "suggestion")));
    }
    return issues;
  }

  private static String required(Map<String, @Nullable Object> json, String name) {
    String text = text(json, name);
    if (text == null) throw new IllegalArgumentException("expected an issue to have a " + name);
    return text;
  }

  private static @Nullable String text(Map<String, @Nullable Object> json, String name) {
    return json.get(name) instanceof String text ? text : null;
  }

  private static Map<String, @Nullable Object> of(Issue issue) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("severity", severity(issue.severity()));
    json.put("code", issue.code());
    json.put("message", issue.message());
    json.put("pointer", issue.pointer());
    if (issue.stepId() != null) json.put("stepId", issue.stepId());
    if (issue.stepPath() != null) json.put("stepPath", issue.stepPath());
    if (issue.suggestion() != null) json.put("suggestion", issue.suggestion());
    return json;
  }

  private static String severity(Issue.Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
    };
  }
}
