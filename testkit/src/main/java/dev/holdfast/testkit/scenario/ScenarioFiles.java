package dev.holdfast.testkit.scenario;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds scenarios on the class path. */
public final class ScenarioFiles {
  private static final String FOLDER = "/contract/";
  private static final String REPEAT = "$repeat";
  private static final String ELEMENTS = "$elements";

  private ScenarioFiles() {}

  /** The scenarios of all files that {@code contract/files.txt} lists, in its order. */
  public static List<Scenario> all() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String file : lines("files.txt")) scenarios.addAll(read(file));
    return scenarios;
  }

  /** The scenarios of one file. */
  public static List<Scenario> read(String file) {
    return ScenarioReader.read(file, expanded(new JacksonJsonText().parse(bytes(file))));
  }

  /** The lines of a text file in the same folder that are neither blank nor a comment. */
  public static List<String> lines(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static byte[] bytes(String file) {
    try (InputStream stream = ScenarioFiles.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) throw new IllegalArgumentException("expected a resource " + file);
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code {"$repeat": [text, n]}} stands for the text n times, {@code {"$elements": [value, n]}}
   * for a list of n values: files stay readable.
   */
  private static @Nullable Object expanded(@Nullable Object json) {
    Map<String, @Nullable Object> object = Json.asObject(json);
    if (object != null) {
      if (object.containsKey(REPEAT)) return repeated(object.get(REPEAT));
      if (object.containsKey(ELEMENTS)) return elements(object.get(ELEMENTS));
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      object.forEach((name, value) -> members.put(name, expanded(value)));
      return members;
    }
    List<@Nullable Object> list = Json.asList(json);
    if (list == null) return json;
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object element : list) elements.add(expanded(element));
    return elements;
  }

  private static String repeated(@Nullable Object parts) {
    List<@Nullable Object> pair = pair(parts);
    return String.valueOf(pair.get(0)).repeat(times(pair));
  }

  private static List<@Nullable Object> elements(@Nullable Object parts) {
    List<@Nullable Object> pair = pair(parts);
    return Json.list(Collections.nCopies(times(pair), pair.get(0)));
  }

  private static List<@Nullable Object> pair(@Nullable Object parts) {
    List<@Nullable Object> pair = Json.asList(parts);
    if (pair == null || pair.size() != 2) {
      throw new IllegalArgumentException("expected a value and a number, but " + parts);
    }
    return pair;
  }

  private static int times(List<@Nullable Object> pair) {
    return new BigDecimal(String.valueOf(pair.get(1))).intValueExact();
  }
}
