package dev.holdfast.testkit.run;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.parity.DocumentParts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short ways to write definitions in tests, and to compile them. */
final class Definitions {
  static final ExpressionEngine EXPRESSIONS = new JsonataExpressions();

  private Definitions() {}

  /** An object of names and values in turn. */
  static Map<String, @Nullable Object> object(@Nullable Object... members) {
    return DocumentParts.object(members);
  }

  static Map<String, @Nullable Object> expr(String source) {
    return DocumentParts.expr(source);
  }

  /**
   * @throws IllegalArgumentException naming the errors
   */
  static Program compile(Map<String, @Nullable Object> document) {
    Object json = Json.of(document);
    Compilation compilation = DefinitionCompiler.compile(json, new AnyCatalog(), EXPRESSIONS);
    Program program = compilation.program();
    if (program != null) return program;
    List<Issue> errors =
        compilation.issues().stream()
            .filter(issue -> issue.severity() == Issue.Severity.ERROR)
            .toList();
    throw new IllegalArgumentException("expected a definition, but " + errors + " in " + json);
  }

  /** Knows every action and every workflow. */
  private static final class AnyCatalog implements Catalog {
    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      return new ActionFacts(actionId, version, List.of(), null, List.of(), null, 60_000);
    }

    @Override
    public List<String> actionIds() {
      return List.of("test.call");
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return List.of(1);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      return List.of(1);
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return true;
    }
  }
}
