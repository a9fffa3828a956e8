package dev.holdfast.testkit.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.IssueCode;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.event.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reference of the language says what the code does. */
class ReferenceTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private final String page = read(Path.of("../docs/reference/definition-language.md"));

  @Test
  void every_issue_code_has_its_row_and_no_row_is_left_over() {
    List<String> rows =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (error|warning) \\|")
            .matcher(page)
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(IssueCode.values())
                .map(code -> code + " " + code.severity().name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void every_code_category_and_operator_is_named() {
    for (ErrorCode code : ErrorCode.values()) assertThat(page).contains("`" + code + "`");
    for (ErrorCategory category : ErrorCategory.values()) {
      assertThat(page).contains("`" + category.text() + "`");
    }
    for (Filter.Op op : Filter.Op.values()) assertThat(page).contains("`" + op.text() + "`");
  }

  @Test
  void the_examples_compile_without_a_word() {
    List<String> examples =
        EXAMPLE.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(
              DefinitionCompiler.compile(
                      new JacksonJsonText().parse(example),
                      new AnyAction(),
                      new JsonataExpressions())
                  .issues())
          .isEmpty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every action exists, in version 1. */
  private record AnyAction() implements Catalog {
    @Override
    public ActionFacts action(String actionId, int version) {
      return new ActionFacts(actionId, version, List.of(), null, List.of(), null, 60_000);
    }

    @Override
    public List<String> actionIds() {
      return List.of();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return List.of(1);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      return null;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return false;
    }
  }
}
