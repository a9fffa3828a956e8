package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.FunctionDoc;
import java.util.List;
import java.util.Set;

/**
 * The domain's expressions on {@code com.dashjoin:jsonata}, bounded and guarded. Thread-safe. What
 * was compiled once is kept, so compiling again is cheap.
 */
public final class JsonataExpressions implements ExpressionEngine {
  /** Changes whenever any outcome or any count of steps may change. */
  private static final String SEMANTICS = "dashjoin-0.9.10/guard-1";

  private static final long CACHE_BYTES = 32L * 1024 * 1024;
  private static final long BASE_WEIGHT = 3_000;
  private static final long WEIGHT_OF_CHARACTER = 60;
  private static final long WEIGHT_OF_COALESCE = 50_000;

  private final SyntaxTree tree = SyntaxTree.open();
  private final ExpressionCache cache = new ExpressionCache(CACHE_BYTES);

  /**
   * @throws IllegalStateException when the library on the class path is not the one that this
   *     adapter was written for
   */
  public JsonataExpressions() {}

  @Override
  public String semanticsId() {
    return SEMANTICS;
  }

  @Override
  public List<FunctionDoc> functions() {
    return FunctionCatalog.docs();
  }

  @Override
  public Expression compile(String source, ExpressionProfile profile) {
    ExpressionCache.Key key = new ExpressionCache.Key(source, profile);
    JsonataExpression known = cache.get(key);
    if (known != null) {
      return known;
    }
    ScannedSource scanned = SourceScanner.scan(source);
    JsonataExpression compiled = compile(source, scanned, profile, Set.of());
    long weight =
        BASE_WEIGHT
            + WEIGHT_OF_CHARACTER * source.length()
            + WEIGHT_OF_COALESCE * scanned.coalesces();
    return cache.keep(key, compiled, weight);
  }

  /** Compiles without keeping, with variables that every evaluation will bind. */
  JsonataExpression compile(String source, ExpressionProfile profile, Set<String> variables) {
    return compile(source, SourceScanner.scan(source), profile, variables);
  }

  private JsonataExpression compile(
      String source, ScannedSource scanned, ExpressionProfile profile, Set<String> variables) {
    Jsonata compiled = parse(scanned);
    Symbol root = tree.root(compiled);
    TreeMarks marks = new TreeMarks(tree, scanned);
    TreeCheck check = new TreeCheck(tree, marks, variables);
    check.check(root);
    marks.mark(root);
    List<String> reads = new PathReads(tree).of(root);
    FunctionCatalog.install(compiled, check.functions());
    compiled.setValidateInput(false);
    compiled.setOutputConvertNulls(false);
    CheckedProgram program =
        new CheckedProgram(
            compiled, tree, check.regexes(), check.spoken(), !check.functions().isEmpty());
    return new JsonataExpression(source, program, Limits.of(profile), reads);
  }

  private Jsonata parse(ScannedSource scanned) {
    try {
      // Without a character after it, the library trips over a comment at the very end.
      return tree.parse(scanned.text() + "\n");
    } catch (RuntimeException | StackOverflowError thrown) {
      throw Failures.rejected(thrown, scanned);
    }
  }
}
