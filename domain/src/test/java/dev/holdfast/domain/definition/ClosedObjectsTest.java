package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.issues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import dev.holdfast.domain.json.JsonWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No object of a definition has room for a field that it does not know. */
class ClosedObjectsTest {
  private static final Map<String, @Nullable Object> RICH =
      Json.objectOf(RichDefinition.document());

  /** Objects whose members the author names. */
  private static final List<String> OPEN =
      List.of("/assign", "Mapping", "/output", "/value", "/collect");

  static List<String> objects() {
    List<String> pointers = new ArrayList<>();
    collect(RICH, "", pointers);
    return pointers;
  }

  @ParameterizedTest
  @MethodSource("objects")
  void an_unknown_field_is_refused(String pointer) {
    String field = pointer + "/zzz";
    JsonPath path = ((JsonPath.Parsing.Parsed) JsonPath.parse(field)).path();
    Object changed = ((JsonWrite.Written) JsonWrite.write(RICH, path, 1L)).value();
    assertThat(issues(changed)).contains("UNKNOWN_FIELD " + field);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void an_object_must_be_one(String pointer) {
    if (pointer.isEmpty()) return;
    JsonPath path = ((JsonPath.Parsing.Parsed) JsonPath.parse(pointer)).path();
    for (Object other : List.of(1L, List.of(1L))) {
      // Any literal is a value, and true and false are conditions, so a number must be wrong.
      if (isValue(path.read(RICH).value())) continue;
      Object changed = ((JsonWrite.Written) JsonWrite.write(RICH, path, other)).value();
      assertThat(issues(changed)).anyMatch(issue -> issue.contains(pointer));
    }
  }

  private static boolean isValue(@Nullable Object json) {
    return json instanceof Map<?, ?> object && object.containsKey("$expr");
  }

  private static void collect(@Nullable Object json, String pointer, List<String> pointers) {
    if (json instanceof Map<?, ?> object) {
      boolean open = OPEN.stream().anyMatch(pointer::endsWith) && !isValue(json);
      if (!open) pointers.add(pointer);
      new LinkedHashMap<>(object)
          .forEach(
              (name, member) -> collect(member, Json.pointer(pointer, (String) name), pointers));
    } else if (json instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) collect(list.get(i), pointer + "/" + i, pointers);
    }
  }

  @Test
  void there_are_objects_to_try() {
    assertThat(objects())
        .hasSizeGreaterThan(60)
        .contains("", "/steps/1/cases/0", "/trigger/when/0");
  }
}
