package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the issues of one compilation. */
final class Report {
  private final List<Issue> issues = new ArrayList<>();

  void add(IssueCode code, Place place, String message) {
    add(code, place, message, null);
  }

  void add(IssueCode code, Place place, String message, @Nullable String suggestion) {
    if (issues.size() > DefinitionLimits.ISSUES) return;
    boolean full = issues.size() == DefinitionLimits.ISSUES;
    issues.add(
        full
            ? issue(IssueCode.TOO_MANY_ISSUES, Place.DOCUMENT, "There are more issues.", null)
            : issue(code, place, message, suggestion));
  }

  private static Issue issue(
      IssueCode code, Place place, String message, @Nullable String suggestion) {
    return new Issue(
        code.severity(),
        code.name(),
        message,
        place.pointer(),
        place.stepId(),
        place.stepPath(),
        suggestion);
  }

  boolean hasErrors() {
    return issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
  }

  /** The issues in the order of the document; what is missing stands where it should be inside. */
  List<Issue> inOrderOf(@Nullable Object document) {
    if (issues.size() < 2) return issues;
    Map<String, Integer> order = new LinkedHashMap<>();
    number(document, "", order);
    List<Issue> sorted = new ArrayList<>(issues);
    sorted.sort(Comparator.comparingInt(issue -> position(issue, order)));
    return sorted;
  }

  private static int position(Issue issue, Map<String, Integer> order) {
    if (issue.code().equals(IssueCode.TOO_MANY_ISSUES.name())) return Integer.MAX_VALUE;
    String pointer = issue.pointer();
    while (!order.containsKey(pointer)) pointer = pointer.substring(0, pointer.lastIndexOf('/'));
    return order.get(pointer);
  }

  private static void number(@Nullable Object value, String pointer, Map<String, Integer> order) {
    order.put(pointer, order.size());
    if (value instanceof Map<?, ?> object) {
      object.forEach((name, member) -> number(member, Json.pointer(pointer, (String) name), order));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) number(list.get(i), pointer + "/" + i, order);
    }
  }
}
