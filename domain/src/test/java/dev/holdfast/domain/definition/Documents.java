package dev.holdfast.domain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small definitions, and the world they are compiled in. */
final class Documents {
  static final RetryPolicy HINT = new RetryPolicy(5, 10, BigDecimal.TWO, true, null, null);

  static final Catalog CATALOG =
      new Catalog() {
        @Override
        public @Nullable ActionFacts action(String actionId, int version) {
          if (!actionVersions(actionId).contains(version)) return null;
          return actionId.equals("mail.send")
              ? new ActionFacts(
                  actionId,
                  version,
                  List.of("to"),
                  List.of("to", "text"),
                  List.of("text"),
                  HINT,
                  9_000)
              : new ActionFacts(actionId, version, List.of(), null, List.of(), null, 60_000);
        }

        @Override
        public List<String> actionIds() {
          return List.of("log.write", "mail.send");
        }

        @Override
        public List<Integer> actionVersions(String actionId) {
          if (actionId.equals("mail.send")) return List.of(1, 3);
          return actionId.equals("log.write") ? List.of(1) : List.of();
        }

        @Override
        public @Nullable List<Integer> workflowVersions(String idOrKey) {
          if (idOrKey.equals("draft-only")) return List.of();
          return idOrKey.equals("child") ? List.of(1, 2) : null;
        }

        @Override
        public boolean hasSchema(String schemaRef) {
          return schemaRef.equals("payload.Ticket.v1");
        }
      };

  private Documents() {}

  static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> map, @Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(map);
    more.putAll(map(keysAndValues));
    return more;
  }

  static Map<String, @Nullable Object> without(Map<String, @Nullable Object> map, String key) {
    Map<String, @Nullable Object> less = new LinkedHashMap<>(map);
    less.remove(key);
    return less;
  }

  static Map<String, @Nullable Object> expr(String source) {
    return map("$expr", source);
  }

  /** A definition of these steps that has nothing to complain about. */
  static Map<String, @Nullable Object> document(@Nullable Object... steps) {
    return map("name", "Test", "payloadSchemaRef", "payload.Ticket.v1", "steps", List.of(steps));
  }

  static Map<String, @Nullable Object> step(String id, String type, @Nullable Object... fields) {
    return with(map("id", id, "type", type), fields);
  }

  static Map<String, @Nullable Object> set(String id, String path) {
    return step(id, "transform.assign", "config", map("assign", map(path, 1)));
  }

  static Map<String, @Nullable Object> log(String id) {
    return step(id, "action.call", "config", map("actionId", "log.write", "version", 1));
  }

  static Compilation compile(@Nullable Object document) {
    return DefinitionCompiler.compile(Json.of(document), CATALOG, new TinyEngine());
  }

  /** Each issue as {@code CODE pointer}, with the suggestion after an arrow. */
  static List<String> issues(@Nullable Object document) {
    List<String> lines = new ArrayList<>();
    for (Issue issue : compile(document).issues()) {
      lines.add(
          issue.code()
              + " "
              + issue.pointer()
              + (issue.suggestion() == null ? "" : " → " + issue.suggestion()));
    }
    return lines;
  }

  /** The issues of a definition of one step; pointers are cut to what is inside the step. */
  static List<String> issuesOf(Map<String, @Nullable Object> step) {
    return issues(document(step)).stream().map(line -> line.replace("/steps/0", "")).toList();
  }

  static Program program(@Nullable Object document) {
    Compilation compilation = compile(document);
    Program program = compilation.program();
    assertThat(program).as("%s", compilation.issues()).isNotNull();
    if (program == null) throw new AssertionError();
    return program;
  }

  /** The one step of a definition that compiles without a word. */
  static Step only(Map<String, @Nullable Object> step) {
    assertThat(issuesOf(step)).isEmpty();
    return program(document(step)).root().steps().getFirst();
  }

  static Map<String, @Nullable Object> call(@Nullable Object... config) {
    return step("a", "action.call", "config", map(config));
  }

  static Map<String, @Nullable Object> mail(@Nullable Object... input) {
    return call("actionId", "mail.send", "version", 1, "inputMapping", map(input));
  }
}
