package dev.holdfast.adapter.rest.docs;

import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The named schemas of bodies, kept as JSON files by area. */
final class SchemaComponents {
  private static final String FOLDER = "/dev/holdfast/adapter/rest/schemas/";
  private static final List<String> AREAS =
      List.of("problems", "definitions", "registry", "admin", "runs", "events", "docs");

  private SchemaComponents() {}

  /** Sorted by name. */
  static Map<String, @Nullable Object> load(JsonText text) {
    Map<String, @Nullable Object> all = new TreeMap<>();
    for (String area : AREAS) {
      read(text, area)
          .forEach((name, schema) -> {
            if (all.put(name, schema) != null) {
              throw new IllegalStateException("expected one schema " + name + ", but got two");
            }
          });
    }
    return all;
  }

  private static Map<String, @Nullable Object> read(JsonText text, String area) {
    try (InputStream in = SchemaComponents.class.getResourceAsStream(FOLDER + area + ".json")) {
      if (in == null) throw new IllegalStateException("expected the schemas of " + area);
      return Json.objectOf(text.parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
