package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import dev.holdfast.adapter.jsonata.TreeWalk.Role;
import dev.holdfast.domain.expression.ExpressionRejected;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Admits a syntax tree by what is allowed, and collects what its evaluation will need. */
final class TreeCheck {
  static final int MAX_NODES = 4_000;
  static final int MAX_DEPTH = 120;
  static final int MAX_PARAMETERS = 8;

  private static final int MAX_SHOWN = 40;

  private static final Set<String> TYPES =
      Set.of(
          "path",
          "binary",
          "unary",
          "name",
          "string",
          "number",
          "value",
          "wildcard",
          "descendant",
          "parent",
          "condition",
          "block",
          "bind",
          "regex",
          "function",
          "variable",
          "lambda",
          "apply",
          "sort",
          "partial",
          "operator");
  private static final Set<String> TAKE_REGEX = Set.of("match", "contains", "replace", "split");
  private static final Set<String> SPEAK = Set.of("error", "assert");

  /** Written without {@code $}. */
  private static final Set<String> BARE = Set.of("nowIso", "coalesce", "len", "toString", "append");

  private final SyntaxTree tree;
  private final TreeWalk walk;
  private final TreeMarks marks;
  private final Set<String> bound = new TreeSet<>();
  private final Set<String> functions = new TreeSet<>();
  private final IdentityHashMap<Pattern, com.google.re2j.Pattern> regexes = new IdentityHashMap<>();
  private final Set<Object> spoken = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  /**
   * @param given variables that every evaluation binds
   */
  TreeCheck(SyntaxTree tree, TreeMarks marks, Set<String> given) {
    this.tree = tree;
    this.walk = new TreeWalk(tree);
    this.marks = marks;
    bound.addAll(given);
  }

  /** The names of the functions that the source mentions. */
  Set<String> functions() {
    return functions;
  }

  /** By identity, what runs in place of each regular expression. */
  IdentityHashMap<Pattern, com.google.re2j.Pattern> regexes() {
    return regexes;
  }

  /** The very strings, by identity, that stand in the source as texts of errors. */
  Set<Object> spoken() {
    return spoken;
  }

  void check(Symbol root) {
    size(root, 0);
    allowed(root, root, Role.ROOT);
  }

  /** Bounds the tree, and collects the names it binds: a name may be used before it is bound. */
  private void size(Symbol node, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw reject("TREE_TOO_LARGE", "The expression is too large.", node);
    }
    switch (tree.type(node)) {
      case "bind" -> {
        Symbol variable = tree.lhs(node);
        bind(variable == null ? "" : tree.text(variable), node);
      }
      case "lambda" -> parameters(node);
      default -> {}
    }
    if (node.focus != null) {
      bind(String.valueOf(node.focus), node);
    }
    if (node.index instanceof String index) {
      bind(index, node);
    }
    for (Symbol stage : tree.stages(node)) {
      if (tree.type(stage).equals("index")) {
        bind(tree.text(stage), stage);
      }
    }
    walk.children(node, (role, child) -> size(child, depth + 1));
  }

  private void parameters(Symbol lambda) {
    if (lambda.signature != null) {
      throw reject("FORBIDDEN_SIGNATURE", "Signatures of functions are not available.", lambda);
    }
    List<Symbol> parameters = tree.arguments(lambda);
    if (parameters.size() > MAX_PARAMETERS) {
      throw reject(
          "TOO_MANY_PARAMETERS", "A function may have " + MAX_PARAMETERS + " parameters.", lambda);
    }
    for (Symbol parameter : parameters) {
      bind(tree.text(parameter), parameter);
    }
  }

  private void bind(String name, Symbol node) {
    if (name.isEmpty() || name.equals("$") || name.startsWith("_")) {
      throw reject("FORBIDDEN_NAME", "A variable may not be named $" + shortened(name) + ".", node);
    }
    if (BARE.contains(name) || name.equals("exists") || FunctionCatalog.REFUSED.contains(name)) {
      throw reject("FORBIDDEN_NAME", "$" + name + " is the name of a function.", node);
    }
    bound.add(name);
  }

  private void allowed(Symbol node, Symbol parent, Role role) {
    String type = tree.type(node);
    if (!TYPES.contains(type)) {
      throw reject("FORBIDDEN_SYNTAX", "This is not available: " + type + ".", node);
    }
    switch (type) {
      case "variable" -> variable(node, role);
      case "regex" -> regex(node, parent, role);
      case "function", "partial" -> call(node, parent, role);
      case "apply" -> bare(tree.rhs(node));
      case "number" -> index(node, role);
      case "operator" -> {
        if (role != Role.ARGUMENT || !tree.type(parent).equals("partial")) {
          throw reject("SYNTAX", "An operator stands where a value is expected.", node);
        }
      }
      default -> {}
    }
    walk.children(node, (childRole, child) -> allowed(child, node, childRole));
  }

  private void variable(Symbol node, Role role) {
    String name = tree.text(node);
    if (name.isEmpty() || name.equals("$")) {
      return;
    }
    if (FunctionCatalog.has(name)) {
      // Also where the name is bound somewhere: outside of there, the library's own must not
      // answer.
      functions.add(name);
      return;
    }
    if (bound.contains(name)) {
      return;
    }
    if (name.startsWith("_")) {
      throw reject("FORBIDDEN_NAME", "A variable may not be named $" + shortened(name) + ".", node);
    }
    if (FunctionCatalog.REFUSED.contains(name)) {
      throw reject("FORBIDDEN_FUNCTION", "$" + name + " is not available.", node);
    }
    if (role == Role.PROCEDURE) {
      throw reject(
          "UNKNOWN_FUNCTION",
          "There is no function $"
              + shortened(name)
              + NearestName.hint(name, FunctionCatalog.written()),
          node);
    }
    throw reject(
        "UNKNOWN_VARIABLE",
        "There is no variable $"
            + shortened(name)
            + NearestName.hint(name, bound.stream().map(other -> "$" + other).toList()),
        node);
  }

  private static String shortened(String name) {
    return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...";
  }

  private void call(Symbol node, Symbol parent, Role role) {
    Symbol procedure = tree.procedure(node);
    if (procedure == null) {
      throw reject("SYNTAX", "There is nothing to call.", node);
    }
    bare(procedure);
    if (tree.type(procedure).equals("path") && tree.steps(procedure).size() == 1) {
      Symbol step = tree.steps(procedure).getFirst();
      boolean member = role == Role.STEP && !isFirst(node, tree.steps(parent));
      if (tree.type(step).equals("name") && !member) {
        String name = tree.text(step);
        throw reject(
            "UNKNOWN_FUNCTION",
            "There is no function "
                + shortened(name)
                + NearestName.hint(name, FunctionCatalog.written()),
            step);
      }
    }
    if (tree.type(procedure).equals("variable") && SPEAK.contains(tree.text(procedure))) {
      for (Symbol argument : tree.arguments(node)) {
        if (tree.value(argument) instanceof String text) {
          spoken.add(text);
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // The same name may stand twice in a path.
  private static boolean isFirst(Symbol node, List<Symbol> steps) {
    return steps.getFirst() == node;
  }

  /** Reads {@code len} as {@code $len} where a function is expected. */
  private void bare(@Nullable Symbol node) {
    if (node != null && tree.type(node).equals("path") && tree.steps(node).size() == 1) {
      Symbol step = tree.steps(node).getFirst();
      if (tree.type(step).equals("name") && BARE.contains(tree.text(step))) {
        tree.makeVariable(node, tree.text(step), step);
      }
    }
  }

  private void regex(Symbol node, Symbol parent, Role role) {
    Symbol procedure = tree.procedure(parent);
    boolean argument =
        role == Role.ARGUMENT
            && procedure != null
            && tree.type(procedure).equals("variable")
            && TAKE_REGEX.contains(tree.text(procedure))
            && !bound.contains(tree.text(procedure));
    if (!argument || !(tree.value(node) instanceof Pattern pattern)) {
      throw reject(
          "FORBIDDEN_REGEX",
          "A regular expression may only be an argument of $match, $contains, $replace and $split.",
          node);
    }
    regexes.put(pattern, Regexes.linear(pattern, marks.offset(node)));
  }

  /** The library would wrap an index beyond the range of an int to some other one. */
  private void index(Symbol node, Role role) {
    if (role == Role.PREDICATE
        && tree.value(node) instanceof Number number
        && Math.abs(number.doubleValue()) > Integer.MAX_VALUE) {
      throw reject("INDEX_TOO_LARGE", "The index is out of range.", node);
    }
  }

  private ExpressionRejected reject(String code, String sentence, Symbol node) {
    return new ExpressionRejected(code, sentence, marks.offset(node));
  }
}
