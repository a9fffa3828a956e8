package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sources from a soup of tokens: whatever they are, they are refused or answered, and repeatably.
 */
@NullMarked
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RandomSourcesTest {
  private static final long SEED = 20260102;
  private static final int SOURCES = 3_000;

  private static final String[] TOKENS = {
    "a",
    "b.c",
    "items",
    "items.n",
    "$",
    "$$",
    "$x",
    "$f",
    "1",
    "2.5",
    "-3",
    "'s'",
    "\"t\"",
    "true",
    "null",
    "+",
    "-",
    "*",
    "/",
    "%",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&",
    " and ",
    " or ",
    " in ",
    "..",
    ".",
    ",",
    ";",
    ":",
    "?",
    "??",
    "?:",
    ":=",
    "~>",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "@$v",
    "#$i",
    "^(",
    "^(>",
    "**",
    "$sum(",
    "$map(",
    "$string(",
    "function($x){",
    "function($x,$y){",
    "λ($a){",
    "/a+/",
    "/(a|b)*/i",
    "/* c */",
    "$count(",
    "$merge(",
    "len(",
    "coalesce(",
    "append(",
    "$sort(",
    "$reduce(",
    "$distinct(",
    "$eval(",
    "$replace(",
    "`q`",
    "|",
    "<",
    "!",
    "~",
    "\\",
    "\u00e9",
    "$substring(?,1)",
    "[1..5]",
    "{\"k\": items}",
    "items{n: m}",
    "items[n>1]",
    "$now()",
    "_z"
  };

  /** Well-formed pieces, so that not everything dies in the parser. */
  private static final String[] PIECES = {
    "items.n",
    "$sum(items.n)",
    "[1,2,3]",
    "{\"a\":1}",
    "'x'",
    "3",
    "b.c",
    "missing",
    "null",
    "items[n>1]",
    "$string(b)",
    "[items.n]",
    "items^(>n).n",
    "$count(items)",
    "true",
    "items.(n*2)",
    "($x := 1; $x)",
    "$map(items, function($v){$v.n})",
    "items{m: $sum(n)}",
    "function($q){$q}",
    "$uppercase",
    "[[1],[2,[3]]]",
    "$keys(b)",
    "$",
    "**",
    "*",
    "9007199254740992",
    "0.1"
  };

  private static final String[] JOINS = {
    "+", "-", "*", "/", "%", "=", "!=", "<", ">", "&", " in ", " and ", " or ", ".", "~>", "??",
    "?:", "..", ","
  };

  private static final Map<String, @Nullable Object> SCOPE =
      Map.of(
          "a", "text",
          "b", Map.of("c", 7L),
          "items",
              List.of(
                  Map.of("n", 1L, "m", "x"), Map.of("n", 2L, "m", "y"), Map.of("n", 3L, "m", "x")));
  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));

  @Test
  void a_soup_of_tokens_is_refused_or_answered_and_twice_the_same() {
    Random random = new Random(SEED);
    int compiled = 0;
    for (int i = 0; i < SOURCES; i++) {
      StringBuilder source = new StringBuilder();
      int length = 1 + random.nextInt(14);
      for (int j = 0; j < length; j++) {
        source.append(TOKENS[random.nextInt(TOKENS.length)]);
      }
      compiled += tryOut(source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(SOURCES / 50);
  }

  @Test
  void joined_pieces_are_answered_and_twice_the_same() {
    Random random = new Random(SEED + 1);
    int compiled = 0;
    for (int i = 0; i < SOURCES; i++) {
      compiled += tryOut(piece(random, 3)) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(SOURCES / 2);
  }

  private static String piece(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return PIECES[random.nextInt(PIECES.length)];
    }
    String left = piece(random, depth - 1);
    String right = piece(random, depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(" + left + " ? " + right + " : 0)";
      case 1 -> "[" + left + ", " + right + "]";
      case 2 -> "{'l': " + left + ", 'r': " + right + "}";
      case 3 -> "$append(" + left + ", " + right + ")";
      case 4 -> "(" + left + ")[" + right + "]";
      default -> "(" + left + JOINS[random.nextInt(JOINS.length - 1)] + right + ")";
    };
  }

  /** Whether it compiled; a fresh engine must come to the same as a used one. */
  private boolean tryOut(String source) {
    List<String> outcomes = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try {
        Expression expression =
            new JsonataExpressions().compile(source, ExpressionProfile.WORKFLOW);
        Evaluation evaluation = expression.evaluate(SCOPE, NOW);
        assertThat(evaluation.steps()).as(source).isPositive();
        outcomes.add(evaluation.toString());
        assertThat(expression.evaluate(SCOPE, NOW).toString())
            .as(source)
            .isEqualTo(evaluation.toString());
      } catch (ExpressionRejected rejected) {
        assertThat(rejected.offset()).as(source).isBetween(-1, source.length());
        outcomes.add("refused " + rejected.code() + rejected.getMessage() + rejected.offset());
      }
    }
    assertThat(outcomes.getFirst()).as(source).isEqualTo(outcomes.getLast());
    return !outcomes.getFirst().startsWith("refused");
  }
}
