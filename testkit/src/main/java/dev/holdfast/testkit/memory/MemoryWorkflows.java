package dev.holdfast.testkit.memory;

import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Published workflows. Thread-safe. */
public final class MemoryWorkflows {
  private final ExpressionEngine expressions;
  private final Catalog catalog;
  private final Map<String, List<Program>> versions = new ConcurrentHashMap<>();
  private final Map<String, List<Map<String, @Nullable Object>>> documents =
      new ConcurrentHashMap<>();
  private final Map<UUID, String> keys = new ConcurrentHashMap<>();
  private final Set<String> paused = ConcurrentHashMap.newKeySet();

  /**
   * @param installed what documents may refer to besides the workflows published here
   */
  public MemoryWorkflows(ExpressionEngine expressions, Catalog installed) {
    this.expressions = expressions;
    this.catalog = new WithPublished(installed);
  }

  /** What documents may refer to: what is installed, and what was published here. */
  public Catalog catalog() {
    return catalog;
  }

  private final class WithPublished implements Catalog {
    private final Catalog installed;

    WithPublished(Catalog installed) {
      this.installed = installed;
    }

    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      return installed.action(actionId, version);
    }

    @Override
    public List<String> actionIds() {
      return installed.actionIds();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return installed.actionVersions(actionId);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      List<Program> line = versions.get(idOrKey);
      if (line == null) return installed.workflowVersions(idOrKey);
      List<Integer> numbers = new ArrayList<>();
      for (int i = 1; i <= line.size(); i++) numbers.add(i);
      return numbers;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return installed.hasSchema(schemaRef);
    }
  }

  /**
   * Publishes the next version of a workflow.
   *
   * @throws IllegalArgumentException when the document has errors, naming them
   */
  public int publish(String key, Map<String, @Nullable Object> document) {
    Compilation compilation = DefinitionCompiler.compile(document, catalog, expressions);
    Program program = compilation.program();
    if (program == null) {
      List<Issue> errors =
          compilation.issues().stream()
              .filter(issue -> issue.severity() == Issue.Severity.ERROR)
              .toList();
      throw new IllegalArgumentException("expected " + key + " to compile, but " + errors);
    }
    List<Program> line = versions.computeIfAbsent(key, name -> new CopyOnWriteArrayList<>());
    documents.computeIfAbsent(key, name -> new CopyOnWriteArrayList<>()).add(document);
    line.add(program);
    keys.put(idOf(key), key);
    return line.size();
  }

  /** Every start of the workflow is refused from now on. */
  public void pause(String key) {
    paused.add(key);
  }

  public boolean isPaused(String key) {
    return paused.contains(key);
  }

  /** The key of a workflow by its id; null when there is no such workflow. */
  public @Nullable String keyOf(UUID workflowId) {
    return keys.get(workflowId);
  }

  /** Of all workflows, in no order. */
  public Set<String> keys() {
    return Set.copyOf(versions.keySet());
  }

  /** A published version; null when there is none. */
  public @Nullable Program program(String key, int version) {
    List<Program> line = versions.getOrDefault(key, List.of());
    return version < 1 || version > line.size() ? null : line.get(version - 1);
  }

  /** What a published version was compiled from; null when there is none. */
  public @Nullable Map<String, @Nullable Object> document(String key, int version) {
    return program(key, version) == null
        ? null
        : documents.getOrDefault(key, List.of()).get(version - 1);
  }

  /** How many versions a workflow has; 0 when there is no such workflow. */
  public int newest(String key) {
    return versions.getOrDefault(key, List.of()).size();
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
