package dev.holdfast.application.service;

import dev.holdfast.application.port.in.PinProgram.Pinned;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.Catalog.ActionFacts;
import dev.holdfast.domain.definition.Compilation;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what compiling a version asks its catalog for, so that it can be compiled without one. */
public final class ProgramPins {
  private ProgramPins() {}

  /** What a document is compiled from. */
  public static Pinned pin(
      String document, JsonText text, Catalog catalog, ExpressionEngine expressions) {
    Noting noting = new Noting(catalog, new ArrayList<>());
    DefinitionCompiler.compile(text.parse(document), noting, expressions);
    return new Pinned(document, noting.asked());
  }

  /**
   * Compiles what was pinned, and reads nothing else.
   *
   * @throws IllegalStateException when it does not compile
   */
  public static Program compile(Pinned pinned, JsonText text, ExpressionEngine expressions) {
    Catalog catalog = new Noted(pinned.actions());
    Compilation compilation =
        DefinitionCompiler.compile(text.parse(pinned.document()), catalog, expressions);
    Program program = compilation.program();
    if (program == null) {
      throw new IllegalStateException(
          "expected what was pinned to compile, but " + compilation.issues());
    }
    return program;
  }

  private record Noting(Catalog catalog, List<ActionFacts> asked) implements Catalog {
    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      ActionFacts facts = catalog.action(actionId, version);
      if (facts != null && !asked.contains(facts)) asked.add(facts);
      return facts;
    }

    @Override
    public List<String> actionIds() {
      return catalog.actionIds();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return catalog.actionVersions(actionId);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      return catalog.workflowVersions(idOrKey);
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return catalog.hasSchema(schemaRef);
    }
  }

  /** Says of everything but the noted actions that it is there, as it was when they were noted. */
  private record Noted(List<ActionFacts> actions) implements Catalog {
    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      for (ActionFacts facts : actions) {
        if (facts.actionId().equals(actionId) && facts.version() == version) return facts;
      }
      return null;
    }

    @Override
    public List<String> actionIds() {
      return List.of();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return PinnedCatalog.ANY;
    }

    @Override
    public List<Integer> workflowVersions(String idOrKey) {
      return PinnedCatalog.ANY;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return true;
    }
  }
}
