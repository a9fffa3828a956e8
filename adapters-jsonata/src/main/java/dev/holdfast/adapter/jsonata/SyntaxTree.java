package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the library's syntax tree, whose fields are package-private there. On the module path it
 * needs {@code --add-opens com.dashjoin.jsonata/com.dashjoin.jsonata=...}.
 */
final class SyntaxTree {
  private final VarHandle root;
  private final VarHandle type;
  private final VarHandle value;
  private final VarHandle position;
  private final VarHandle keepArray;
  private final VarHandle steps;
  private final VarHandle procedure;
  private final VarHandle arguments;
  private final VarHandle body;
  private final VarHandle predicate;
  private final VarHandle lhs;
  private final VarHandle rhs;
  private final VarHandle terms;
  private final VarHandle condition;
  private final VarHandle then;
  private final VarHandle otherwise;
  private final VarHandle expressions;
  private final VarHandle expression;
  private final VarHandle parentFrame;
  private final VarHandle threadParser;
  private final VarHandle threadInstance;
  private final VarHandle parents;
  private final VarHandle parentIndex;
  private final VarHandle parentLabel;
  private final Evaluators evaluators;

  private SyntaxTree(Class<?> compiled, Class<?> symbol, Class<?> frame) {
    Fields instance = new Fields(compiled);
    root = instance.named("ast", symbol);
    Fields node = new Fields(symbol);
    type = node.named("type", String.class);
    value = node.named("value", Object.class);
    position = node.named("position", int.class);
    keepArray = node.named("keepArray", boolean.class);
    steps = node.named("steps", List.class);
    procedure = node.named("procedure", symbol);
    arguments = node.named("arguments", List.class);
    body = node.named("body", symbol);
    predicate = node.named("predicate", List.class);
    lhs = node.named("lhs", symbol);
    rhs = node.named("rhs", symbol);
    terms = node.named("terms", List.class);
    condition = node.named("condition", symbol);
    then = node.named("then", symbol);
    otherwise = node.named("_else", symbol);
    expressions = node.named("expressions", List.class);
    expression = node.named("expression", symbol);
    parentFrame = new Fields(frame).named("parent", frame);
    threadParser = instance.shared("_parser", ThreadLocal.class);
    threadInstance = instance.shared("current", ThreadLocal.class);
    evaluators = evaluators(threadInstance, threadParser);
    Fields parser = new Fields(Parser.class);
    parents = parser.named("ancestry", List.class);
    parentIndex = parser.named("ancestorIndex", int.class);
    parentLabel = parser.named("ancestorLabel", int.class);
  }

  @SuppressWarnings("unchecked") // they are declared so
  private static Evaluators evaluators(VarHandle instances, VarHandle parsers) {
    return new Evaluators(
        (ThreadLocal<Jsonata>) instances.get(), (ThreadLocal<Parser>) parsers.get());
  }

  /** What programs are evaluated with. */
  Evaluators evaluation() {
    return evaluators;
  }

  /**
   * @throws IllegalStateException when the library has another shape than the one this adapter was
   *     written for
   */
  static SyntaxTree open() {
    return of(Jsonata.class, Symbol.class, Frame.class);
  }

  static SyntaxTree of(Class<?> compiled, Class<?> symbol, Class<?> frame) {
    return new SyntaxTree(compiled, symbol, frame);
  }

  /**
   * Parses a source, leaving nothing behind on this thread. The library would make the new instance
   * the one in which this thread keeps the state of whatever it evaluates, while other threads
   * evaluate that very instance: they would find this thread's variables and functions in it.
   */
  @SuppressWarnings("unchecked")
  Jsonata parse(String source) {
    ThreadLocal<Jsonata> current = (ThreadLocal<Jsonata>) threadInstance.get();
    Jsonata before = current.get();
    forgetEarlierSources();
    try {
      return Jsonata.jsonata(source);
    } finally {
      if (before == null) {
        current.remove();
      } else {
        current.set(before);
      }
    }
  }

  /**
   * Makes this thread's parser forget what it parsed before. It remembers every {@code %}, and each
   * {@code ??} copies all of that by serialisation: slower with every source, and not at all once
   * something in there cannot be serialised.
   */
  private void forgetEarlierSources() {
    Parser parser = (Parser) ((ThreadLocal<?>) threadParser.get()).get();
    if (parser != null) {
      ((List<?>) parents.get(parser)).clear();
      parentIndex.set(parser, 0);
      parentLabel.set(parser, 0);
    }
  }

  Symbol root(Jsonata compiled) {
    return (Symbol) root.get(compiled);
  }

  /** The node's type, or the empty text for the few nodes that have none. */
  String type(Symbol node) {
    String found = (String) type.get(node);
    return found == null ? "" : found;
  }

  @Nullable Object value(Symbol node) {
    return value.get(node);
  }

  /** The value as text: a name, an operator. */
  String text(Symbol node) {
    return String.valueOf(value.get(node));
  }

  /** The position in the source of the <em>end</em> of the token that made this node. */
  int position(Symbol node) {
    return (int) position.get(node);
  }

  boolean keepsArray(Symbol node) {
    return (boolean) keepArray.get(node);
  }

  List<Symbol> steps(Symbol node) {
    return list(steps, node);
  }

  @Nullable Symbol procedure(Symbol node) {
    return (Symbol) procedure.get(node);
  }

  List<Symbol> arguments(Symbol node) {
    return list(arguments, node);
  }

  @Nullable Symbol body(Symbol node) {
    return (Symbol) body.get(node);
  }

  List<Symbol> predicates(Symbol node) {
    return list(predicate, node);
  }

  @Nullable Symbol lhs(Symbol node) {
    return (Symbol) lhs.get(node);
  }

  @Nullable Symbol rhs(Symbol node) {
    return (Symbol) rhs.get(node);
  }

  List<Symbol> terms(Symbol node) {
    return list(terms, node);
  }

  @Nullable Symbol condition(Symbol node) {
    return (Symbol) condition.get(node);
  }

  @Nullable Symbol then(Symbol node) {
    return (Symbol) then.get(node);
  }

  @Nullable Symbol otherwise(Symbol node) {
    return (Symbol) otherwise.get(node);
  }

  List<Symbol> expressions(Symbol node) {
    return list(expressions, node);
  }

  @Nullable Symbol expression(Symbol node) {
    return (Symbol) expression.get(node);
  }

  List<Symbol> stages(Symbol node) {
    return node.stages == null ? List.of() : node.stages;
  }

  /** Pairs of key and value of an object constructor or of a grouping. */
  List<Symbol[]> pairs(Symbol node) {
    return node.lhsObject == null ? List.of() : node.lhsObject;
  }

  @Nullable Symbol group(Symbol node) {
    return node.group;
  }

  /** Turns the path of one name into a variable of that name: {@code len(x)} is {@code $len(x)}. */
  void makeVariable(Symbol path, String name, Symbol step) {
    type.set(path, "variable");
    value.set(path, name);
    position.set(path, position(step));
    steps.set(path, null);
  }

  /** How many frames stand above this one, counted up to a bound. */
  int height(@Nullable Frame frame, int bound) {
    int height = 0;
    Frame at = frame;
    while (at != null && height < bound) {
      at = (Frame) parentFrame.get(at);
      height++;
    }
    return height;
  }

  @SuppressWarnings("unchecked")
  private static List<Symbol> list(VarHandle handle, Symbol node) {
    List<Symbol> found = (List<Symbol>) handle.get(node);
    return found == null ? List.of() : found;
  }

  /** Finds fields of one class of the library, with one clear message when one is missing. */
  private record Fields(Class<?> owner) {
    VarHandle named(String name, Class<?> type) {
      try {
        return lookup().findVarHandle(owner, name, type);
      } catch (ReflectiveOperationException missing) {
        throw unreadable(name, missing);
      }
    }

    VarHandle shared(String name, Class<?> type) {
      try {
        return lookup().findStaticVarHandle(owner, name, type);
      } catch (ReflectiveOperationException missing) {
        throw unreadable(name, missing);
      }
    }

    private MethodHandles.Lookup lookup() throws IllegalAccessException {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    }

    private IllegalStateException unreadable(String name, ReflectiveOperationException cause) {
      return new IllegalStateException(
          "expected the field "
              + owner.getSimpleName()
              + "."
              + name
              + " of com.dashjoin:jsonata 0.9.10, but it cannot be read: another version of the"
              + " library, or a module that is not opened to this adapter",
          cause);
    }
  }
}
