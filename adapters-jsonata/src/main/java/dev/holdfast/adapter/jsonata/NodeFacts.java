package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What the guard knows of one node of a checked syntax tree. It hangs in the node itself: the field
 * {@code input}, which the library fills only in closures, is free on the nodes of a tree.
 *
 * @param offset where the node's token begins in the author's text
 * @param marks what is to be checked when the node is left or entered
 * @param operator the operator or function that the node's value is an operand of, for messages
 * @param path the plain path that the node reads, such as {@code payload.customer}, if it is one
 * @param keepsArray whether one match stays a list of one
 * @param arguments how many arguments are given where this node is partially applied
 */
record NodeFacts(
    int offset,
    int marks,
    String operator,
    @Nullable String path,
    boolean keepsArray,
    int arguments) {
  static final int ADDEND_LEFT = 1;
  static final int ADDEND_RIGHT = 1 << 1;
  static final int COMPUTES = 1 << 2;
  static final int COMPARED = 1 << 3;
  static final int EQUATED = 1 << 4;
  static final int SEARCHED = 1 << 5;
  static final int JOINED = 1 << 6;
  static final int TESTED = 1 << 7;
  static final int NEGATED = 1 << 8;
  static final int RANGE_FROM = 1 << 9;
  static final int RANGE_TO = 1 << 10;
  static final int SORTS = 1 << 11;
  static final int GROUP_KEY = 1 << 12;
  static final int CALLEE = 1 << 13;
  static final int CHAINED = 1 << 14;
  static final int PREDICATE = 1 << 15;

  /** Copies its items one after the other, so that a long one costs more than it looks. */
  static final int COLLECTS = 1 << 16;

  static final int COLLECTED = 1 << 17;
  static final int GROUPS = 1 << 18;
  static final int NAMES = 1 << 19;
  static final int WALKS = 1 << 20;
  static final int SPREADS = 1 << 21;
  static final int PARTIAL = 1 << 22;
  static final int PARTIAL_CALLEE = 1 << 23;

  private static final int ON_ENTRY = COLLECTS | NAMES | WALKS | SPREADS;

  /** The facts of a node, or null for a node that the library made itself while evaluating. */
  static @Nullable NodeFacts of(Symbol node) {
    return node.input instanceof NodeFacts facts ? facts : null;
  }

  boolean has(int mark) {
    return (marks & mark) != 0;
  }

  boolean checkedOnEntry() {
    return (marks & ON_ENTRY) != 0;
  }
}
