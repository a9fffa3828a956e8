package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plain paths that an expression reads from its scope. A path goes through predicates and
 * into what is evaluated for each entry; where the context is computed, nothing is told.
 */
final class PathReads {
  private static final String SCOPE = "";

  private final SyntaxTree tree;
  private final TreeWalk walk;
  private final Set<String> reads = new LinkedHashSet<>();

  PathReads(SyntaxTree tree) {
    this.tree = tree;
    this.walk = new TreeWalk(tree);
  }

  List<String> of(Symbol root) {
    read(root, SCOPE);
    return List.copyOf(reads);
  }

  /**
   * @param context the path of what the node is evaluated against; null when it is computed
   */
  private void read(Symbol node, @Nullable String context) {
    switch (tree.type(node)) {
      case "path" -> path(node, context);
      case "variable" -> {
        note(variable(node, context));
        predicates(node, variable(node, context));
      }
      default -> {
        boolean grouped = tree.group(node) != null;
        walk.children(
            node,
            (role, child) -> {
              boolean computed =
                  role == TreeWalk.Role.PREDICATE
                      || (grouped && (role == TreeWalk.Role.KEY || role == TreeWalk.Role.VALUE));
              read(child, computed ? null : context);
            });
      }
    }
  }

  private void path(Symbol node, @Nullable String start) {
    String context = start;
    boolean pending = false;
    for (Symbol step : tree.steps(node)) {
      switch (tree.type(step)) {
        case "name" -> {
          context = join(context, tree.text(step));
          pending = true;
        }
        case "variable" -> {
          context = variable(step, context);
          pending = true;
        }
        case "sort" -> {
          for (Symbol term : tree.terms(step)) {
            Symbol expression = tree.expression(term);
            if (expression != null) {
              read(expression, context);
            }
          }
        }
        default -> {
          note(context);
          read(step, context);
          context = null;
          pending = false;
        }
      }
      if (tree.type(step).equals("name") || tree.type(step).equals("variable")) {
        predicates(step, context);
      }
    }
    if (pending) {
      note(context);
    }
    Symbol group = tree.group(node);
    if (group != null) {
      for (Symbol[] pair : tree.pairs(group)) {
        read(pair[0], context);
        read(pair[1], context);
      }
    }
  }

  private void predicates(Symbol step, @Nullable String context) {
    for (Symbol filter : tree.predicates(step)) {
      filtered(filter, context);
    }
    for (Symbol stage : tree.stages(step)) {
      filtered(stage, context);
    }
  }

  private void filtered(Symbol filter, @Nullable String context) {
    if (filter.expr instanceof Symbol expression) {
      read(expression, context);
    }
  }

  private @Nullable String variable(Symbol node, @Nullable String context) {
    return switch (tree.text(node)) {
      case "" -> context;
      case "$" -> SCOPE;
      default -> null;
    };
  }

  private static @Nullable String join(@Nullable String context, String name) {
    if (context == null) {
      return null;
    }
    return context.isEmpty() ? name : context + "." + name;
  }

  private void note(@Nullable String path) {
    if (path != null && !path.isEmpty()) {
      reads.add(path);
    }
  }
}
