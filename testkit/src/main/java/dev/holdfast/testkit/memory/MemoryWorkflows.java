package dev.holdfast.testkit.memory;

import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Published workflows. */
public final class MemoryWorkflows {
  private final Function<Map<String, @Nullable Object>, Compilation> compiler;
  private final Map<String, List<Program>> versions = new LinkedHashMap<>();
  private final Set<String> paused = new LinkedHashSet<>();

  public MemoryWorkflows(Function<Map<String, @Nullable Object>, Compilation> compiler) {
    this.compiler = compiler;
  }

  /**
   * Publishes the next version of a workflow.
   *
   * @throws IllegalArgumentException when the document has errors, naming them
   */
  public int publish(String key, Map<String, @Nullable Object> document) {
    Compilation compilation = compiler.apply(document);
    Program program = compilation.program();
    if (program == null) {
      List<Issue> errors =
          compilation.issues().stream()
              .filter(issue -> issue.severity() == Issue.Severity.ERROR)
              .toList();
      throw new IllegalArgumentException("expected " + key + " to compile, but " + errors);
    }
    List<Program> line = versions.computeIfAbsent(key, name -> new ArrayList<>());
    line.add(program);
    return line.size();
  }

  /** Every start of the workflow is refused from now on. */
  public void pause(String key) {
    paused.add(key);
  }

  /** The published versions by key, ascending; null when there is no such workflow. */
  public @Nullable List<Integer> versions(String key) {
    List<Program> line = versions.get(key);
    if (line == null) return null;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= line.size(); i++) numbers.add(i);
    return numbers;
  }

  /** What a start meets. */
  sealed interface Found {
    record Pinned(String key, UUID workflowId, int version, Program program) implements Found {}

    record Refused(String code, String message) implements Found {}
  }

  Found find(String key, @Nullable Integer version) {
    List<Program> line = versions.get(key);
    if (line == null) {
      return new Found.Refused(
          "WORKFLOW_NOT_FOUND", "expected a workflow " + key + ", but there is none");
    }
    if (paused.contains(key)) {
      return new Found.Refused("WORKFLOW_PAUSED", "expected " + key + " not to be paused");
    }
    int number = version == null ? line.size() : version;
    if (number < 1 || number > line.size()) {
      return new Found.Refused(
          "WORKFLOW_VERSION_NOT_FOUND",
          "expected version " + number + " of " + key + ", but there is none");
    }
    return new Found.Pinned(key, idOf(key), number, line.get(number - 1));
  }

  /** The id under which runs know a workflow. */
  public static UUID idOf(String key) {
    return UUID.nameUUIDFromBytes(("workflow:" + key).getBytes(StandardCharsets.UTF_8));
  }
}
