package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * What the engine makes of the conformance suite and of the hostile sources, one line for each:
 * outcome, counted steps, and a digest of the result with its fields in their order. The committed
 * lines belong to {@link JsonataExpressions#semanticsId()}: where one changes, so must the id.
 *
 * <p>Run as a program in the module's folder, it writes the committed lines anew; with an argument,
 * it prints one digest of all lines instead.
 */
@NullMarked
final class Fingerprints {
  static final String SUITE = "/jsonata-suite-outcomes.tsv";
  static final String HOSTILE = "/hostile-outcomes.tsv";

  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));

  private Fingerprints() {}

  public static void main(String[] arguments) throws IOException {
    List<String> suite = suite();
    List<String> hostile = hostile();
    if (arguments.length > 0) {
      System.out.println("digest " + digest(String.join("\n", suite) + String.join("\n", hostile)));
      return;
    }
    Path resources = Path.of("src/test/resources");
    Files.write(resources.resolve(SUITE.substring(1)), suite);
    Files.write(resources.resolve(HOSTILE.substring(1)), hostile);
  }

  /** The digest of the committed lines. */
  static String committed() {
    return digest(
        String.join("\n", Suite.text(SUITE).lines().toList())
            + String.join("\n", Suite.text(HOSTILE).lines().toList()));
  }

  static List<String> suite() {
    Suite suite = new Suite();
    List<String> lines = new ArrayList<>();
    for (Suite.Case tried : Suite.cases()) {
      Suite.Outcome outcome = suite.run(tried);
      String kind = outcome.outcome().startsWith("=") ? "value" : outcome.outcome();
      String digest = digest(tried.source() + "\n" + outcome.ordered()).substring(0, 12);
      lines.add(String.join("\t", tried.name(), kind, "" + outcome.steps(), digest));
    }
    return lines;
  }

  /** The lines that are not the committed ones, both ways. */
  static List<String> changes(List<String> lines, String committed) {
    List<String> before = Suite.text(committed).lines().toList();
    List<String> changes = new ArrayList<>();
    before.stream().filter(line -> !lines.contains(line)).forEach(line -> changes.add("- " + line));
    lines.stream().filter(line -> !before.contains(line)).forEach(line -> changes.add("+ " + line));
    if (changes.isEmpty() && !before.equals(lines)) {
      changes.add("the order has changed");
    }
    return changes;
  }

  static List<String> hostile() {
    JsonataExpressions engine = new JsonataExpressions();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> hostile : HostileSources.all().entrySet()) {
      lines.add(hostile.getKey() + "\t" + outcome(engine, hostile.getValue()));
    }
    return lines;
  }

  static String outcome(JsonataExpressions engine, String source) {
    try {
      Evaluation evaluation =
          engine.compile(source, ExpressionProfile.WORKFLOW).evaluate(HostileSources.scope(), NOW);
      String digest = digest(evaluation.toString()).substring(0, 12);
      return switch (evaluation) {
        case Evaluation.Value value -> "completed\t" + value.steps() + "\t" + digest;
        case Evaluation.Missing missing -> "missing\t" + missing.steps() + "\t" + digest;
        case Evaluation.Failed failed ->
            (failed.limit() ? "stopped " : "failed ")
                + failed.reason()
                + "\t"
                + failed.steps()
                + "\t"
                + digest;
      };
    } catch (ExpressionRejected rejected) {
      return "refused " + rejected.code() + "\t0\t-";
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
