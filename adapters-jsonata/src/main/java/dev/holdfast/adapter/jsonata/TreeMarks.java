package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import dev.holdfast.adapter.jsonata.TreeWalk.Role;
import org.jspecify.annotations.Nullable;

/** Hangs {@link NodeFacts} into the nodes of a tree that has passed {@link TreeCheck}. */
final class TreeMarks {
  private final SyntaxTree tree;
  private final TreeWalk walk;
  private final ScannedSource source;

  TreeMarks(SyntaxTree tree, ScannedSource source) {
    this.tree = tree;
    this.walk = new TreeWalk(tree);
    this.source = source;
  }

  void mark(Symbol root) {
    mark(root, 0, "", 0);
  }

  private void mark(Symbol node, int asOperand, String operator, int arguments) {
    int marks = asOperand | asNode(node);
    node.input =
        new NodeFacts(offset(node), marks, operator, path(node), tree.keepsArray(node), arguments);
    String name = name(node);
    int given = tree.arguments(node).size();
    walk.children(node, (role, child) -> mark(child, asOperand(node, role, child), name, given));
  }

  private String name(Symbol node) {
    Symbol procedure = tree.procedure(node);
    return procedure == null ? tree.text(node) : "$" + tree.text(procedure);
  }

  int offset(Symbol node) {
    Symbol procedure = tree.procedure(node);
    if (procedure != null) {
      return offset(procedure);
    }
    if (!tree.steps(node).isEmpty()) {
      return offset(tree.steps(node).getFirst());
    }
    return source.startOf(tree.position(node));
  }

  private int asNode(Symbol node) {
    int marks = tree.group(node) == null ? 0 : NodeFacts.COLLECTS | NodeFacts.GROUPS;
    return marks
        | switch (tree.type(node)) {
          case "name" -> NodeFacts.NAMES;
          case "wildcard" -> NodeFacts.WALKS | NodeFacts.SPREADS;
          case "descendant" -> NodeFacts.WALKS;
          case "partial" -> NodeFacts.PARTIAL;
          case "binary" -> "+-*/%".contains(tree.text(node)) ? NodeFacts.COMPUTES : 0;
          case "unary" -> asConstructor(tree.text(node));
          default -> 0;
        };
  }

  private static int asConstructor(String bracket) {
    return switch (bracket) {
      case "[" -> NodeFacts.COLLECTS;
      case "{" -> NodeFacts.COLLECTS | NodeFacts.GROUPS;
      default -> 0;
    };
  }

  private int asOperand(Symbol parent, Role role, Symbol child) {
    return switch (role) {
      case LEFT, RIGHT -> ofOperator(parent, role, child);
      case CONDITION -> NodeFacts.TESTED;
      case PREDICATE -> NodeFacts.PREDICATE;
      case TERM -> NodeFacts.SORTS;
      case KEY -> NodeFacts.GROUP_KEY;
      case ITEM -> tree.type(parent).equals("unary") ? NodeFacts.COLLECTED : 0;
      case NEGATED -> NodeFacts.NEGATED;
      case PROCEDURE ->
          tree.type(parent).equals("function") ? NodeFacts.CALLEE : NodeFacts.PARTIAL_CALLEE;
      case ROOT, STEP, ARGUMENT, BODY, THEN, OTHERWISE, VALUE -> 0;
    };
  }

  private int ofOperator(Symbol parent, Role role, Symbol child) {
    boolean left = role == Role.LEFT;
    if (tree.type(parent).equals("apply")) {
      return left || tree.type(child).equals("function") ? 0 : NodeFacts.CHAINED;
    }
    return switch (tree.text(parent)) {
      case "+", "-", "*", "/", "%" -> left ? NodeFacts.ADDEND_LEFT : NodeFacts.ADDEND_RIGHT;
      case "=", "!=" -> NodeFacts.EQUATED;
      case "<", "<=", ">", ">=" -> NodeFacts.COMPARED;
      case "&" -> NodeFacts.JOINED;
      case "in" -> left ? NodeFacts.EQUATED : NodeFacts.SEARCHED;
      case "and", "or" -> NodeFacts.TESTED;
      case ".." -> left ? NodeFacts.RANGE_FROM : NodeFacts.RANGE_TO;
      default -> 0;
    };
  }

  /** The text of a path of plain names, or null for anything else. */
  private @Nullable String path(Symbol node) {
    if (tree.type(node).equals("variable")) {
      return "$" + tree.text(node);
    }
    if (!tree.type(node).equals("path") || tree.group(node) != null) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    for (Symbol step : tree.steps(node)) {
      String type = tree.type(step);
      boolean variable = type.equals("variable") && path.isEmpty();
      boolean plain = tree.predicates(step).isEmpty() && tree.stages(step).isEmpty();
      if (!plain || !(type.equals("name") || variable)) {
        return null;
      }
      path.append(path.isEmpty() ? "" : ".").append(variable ? "$" : "").append(tree.text(step));
    }
    return path.toString();
  }
}
