package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import org.jspecify.annotations.Nullable;

/** Visits the parts of a syntax tree's node that the library may evaluate. */
final class TreeWalk {
  /** What a node is to its parent. */
  enum Role {
    ROOT,
    STEP,
    PROCEDURE,
    ARGUMENT,
    BODY,
    PREDICATE,
    LEFT,
    RIGHT,
    TERM,
    CONDITION,
    THEN,
    OTHERWISE,
    ITEM,
    NEGATED,
    KEY,
    VALUE
  }

  /** Takes one child. */
  @FunctionalInterface
  interface Visitor {
    void child(Role role, Symbol node);
  }

  private final SyntaxTree tree;

  TreeWalk(SyntaxTree tree) {
    this.tree = tree;
  }

  void children(Symbol node, Visitor visitor) {
    String type = tree.type(node);
    for (Symbol step : tree.steps(node)) {
      visitor.child(Role.STEP, step);
    }
    one(Role.PROCEDURE, tree.procedure(node), visitor);
    if (!type.equals("lambda")) {
      for (Symbol argument : tree.arguments(node)) {
        visitor.child(Role.ARGUMENT, argument);
      }
    }
    one(Role.BODY, tree.body(node), visitor);
    if (!type.equals("bind")) {
      one(Role.LEFT, tree.lhs(node), visitor);
    }
    one(Role.RIGHT, tree.rhs(node), visitor);
    one(Role.CONDITION, tree.condition(node), visitor);
    one(Role.THEN, tree.then(node), visitor);
    one(Role.OTHERWISE, tree.otherwise(node), visitor);
    for (Symbol item : tree.expressions(node)) {
      visitor.child(Role.ITEM, item);
    }
    one(Role.NEGATED, tree.expression(node), visitor);
    for (Symbol term : tree.terms(node)) {
      one(Role.TERM, tree.expression(term), visitor);
    }
    for (Symbol filter : tree.predicates(node)) {
      one(Role.PREDICATE, filtering(filter), visitor);
    }
    for (Symbol stage : tree.stages(node)) {
      one(Role.PREDICATE, filtering(stage), visitor);
    }
    pairs(node, visitor);
    Symbol group = tree.group(node);
    if (group != null) {
      pairs(group, visitor);
    }
  }

  private void pairs(Symbol node, Visitor visitor) {
    for (Symbol[] pair : tree.pairs(node)) {
      visitor.child(Role.KEY, pair[0]);
      visitor.child(Role.VALUE, pair[1]);
    }
  }

  private static void one(Role role, @Nullable Symbol node, Visitor visitor) {
    if (node != null) {
      visitor.child(role, node);
    }
  }

  private static @Nullable Symbol filtering(Symbol stage) {
    return stage.expr instanceof Symbol expression ? expression : null;
  }
}
