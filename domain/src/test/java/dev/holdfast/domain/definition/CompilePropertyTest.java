package dev.holdfast.domain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompilePropertyTest {
  private static final Map<String, @Nullable Object> RICH = RichDefinition.document();

  @Test
  void the_rich_definition_has_nothing_to_complain_about() {
    assertThat(Documents.issues(RICH)).isEmpty();
  }

  @Test
  void no_json_value_makes_it_throw() {
    Seeds.each(3_000, seeds -> check(seeds.json(6)));
  }

  @Test
  void no_change_to_a_definition_makes_it_throw() {
    Seeds.each(
        10_000,
        seeds -> {
          Object document = RICH;
          for (int changes = 1 + seeds.below(3); changes > 0; changes--) {
            document = mutated(document, seeds);
          }
          check(document);
        });
  }

  @Test
  void compiling_twice_says_the_same() {
    Seeds.each(
        500,
        seeds -> {
          Object document = Json.of(mutated(RICH, seeds));
          assertThat(issues(document)).isEqualTo(issues(document));
        });
  }

  private static List<Issue> issues(@Nullable Object document) {
    return DefinitionCompiler.compile(document, Documents.CATALOG, new TinyEngine()).issues();
  }

  /** Whatever comes out is consistent with itself and points into the document. */
  private static void check(@Nullable Object raw) {
    Object document = Json.of(raw);
    Compilation compilation =
        DefinitionCompiler.compile(document, Documents.CATALOG, new TinyEngine());
    boolean errors =
        compilation.issues().stream().anyMatch(i -> i.severity() == Issue.Severity.ERROR);
    assertThat(compilation.program() == null).isEqualTo(errors);
    for (Issue issue : compilation.issues()) {
      assertThat(IssueCode.valueOf(issue.code()).severity()).isEqualTo(issue.severity());
      assertThat(issue.message()).endsWith(".");
      int last = issue.pointer().lastIndexOf('/');
      if (last > 0) assertThat(isThere(document, issue.pointer().substring(0, last))).isTrue();
    }
  }

  private static boolean isThere(@Nullable Object document, String pointer) {
    Object value = document;
    for (String token : pointer.substring(1).split("/", -1)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      Map<String, @Nullable Object> object = Json.asObject(value);
      List<@Nullable Object> list = Json.asList(value);
      if (object != null && object.containsKey(name)) value = object.get(name);
      else if (list != null && Integer.parseInt(name) < list.size()) {
        value = list.get(Integer.parseInt(name));
      } else {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object mutated(@Nullable Object value, Seeds seeds) {
    if (value instanceof Map<?, ?> object && !object.isEmpty() && seeds.chance(90)) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      int chosen = seeds.below(object.size());
      int at = 0;
      for (Map.Entry<?, ?> member : object.entrySet()) {
        String name = String.valueOf(member.getKey());
        boolean here = at++ == chosen;
        if (here && seeds.chance(10)) continue;
        if (here && seeds.chance(10)) name = seeds.text();
        copy.put(name, here ? mutated(member.getValue(), seeds) : member.getValue());
      }
      if (seeds.chance(5)) copy.put(seeds.text(), seeds.json(2));
      return copy;
    }
    if (value instanceof List<?> list && !list.isEmpty() && seeds.chance(90)) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      int chosen = seeds.below(list.size());
      if (seeds.chance(10)) copy.add(copy.get(chosen));
      else copy.set(chosen, mutated(copy.get(chosen), seeds));
      return copy;
    }
    return seeds.json(2);
  }
}
