package dev.holdfast.benchmarks.micro;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles definitions that may call any action. */
final class Programs {
  private Programs() {}

  static Program compile(String definition) {
    Compilation compilation =
        DefinitionCompiler.compile(
            new JacksonJsonText().parse(definition), new AnyAction(), new JsonataExpressions());
    Program program = compilation.program();
    if (program == null) {
      throw new IllegalArgumentException(
          "expected a valid definition, but " + compilation.issues());
    }
    return program;
  }

  private static final class AnyAction implements Catalog {
    @Override
    public ActionFacts action(String actionId, int version) {
      return new ActionFacts(actionId, version, List.of(), null, List.of(), null, 60_000);
    }

    @Override
    public List<String> actionIds() {
      return List.of();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return List.of(1);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      return null;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return true;
    }
  }
}
