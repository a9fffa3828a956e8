package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.scenario.Expectation.ExpectedEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code expect} of a script's step. */
final class ExpectationReader {
  private static final List<String> PLAIN =
      List.of("status", "output", "nodePath", "callsInFlight", "cancelRequested");
  private static final List<String> DATA = List.of("payload", "vars", "meta");

  private ExpectationReader() {}

  static Expectation read(String place, @Nullable Object json) {
    Members m = new Members(place, json);
    Map<String, @Nullable Object> has = new LinkedHashMap<>();
    for (String name : PLAIN) if (m.has(name)) has.put(name, m.any(name));
    Map<String, Map<String, @Nullable Object>> data = new LinkedHashMap<>();
    for (String name : DATA) if (m.has(name)) data.put(name, m.object(name));
    Expectation expectation =
        new Expectation(
            has,
            m.objectOrNull("error"),
            data,
            m.texts("absent"),
            m.has("waits") ? waits(m) : null,
            m.has("calls") ? calls(m) : null,
            groups(m),
            m.has("journal") ? entries(m, "journal") : null,
            m.has("added") ? entries(m, "added") : null,
            entries(m, "contains"),
            only(m),
            m.texts("never"),
            m.duration("elapsed"),
            m.duration("dueIn"));
    m.nothingElse();
    return expectation;
  }

  private static List<Map<String, @Nullable Object>> waits(Members m) {
    List<Map<String, @Nullable Object>> waits = new ArrayList<>();
    for (Object wait : m.list("waits")) {
      if (wait instanceof String text) {
        String[] words = text.split(" ", 2);
        waits.add(Map.of("type", words[0], "path", words[1]));
      } else {
        waits.add(Json.objectOf(wait));
      }
    }
    return waits;
  }

  private static List<Map<String, @Nullable Object>> calls(Members m) {
    List<Map<String, @Nullable Object>> calls = new ArrayList<>();
    for (Object call : m.list("calls")) {
      calls.add(call instanceof String path ? Map.of("path", path) : Json.objectOf(call));
    }
    return calls;
  }

  private static List<List<String>> groups(Members m) {
    List<List<String>> groups = new ArrayList<>();
    for (Object group : m.list("keys")) {
      List<String> visits = new ArrayList<>();
      List<@Nullable Object> list = Json.asList(group);
      if (list == null) visits.add(String.valueOf(group));
      else list.forEach(visit -> visits.add(String.valueOf(visit)));
      groups.add(visits);
    }
    return groups;
  }

  private static List<ExpectedEntry> entries(Members m, String name) {
    List<ExpectedEntry> entries = new ArrayList<>();
    for (Object entry : m.list(name)) {
      if (entry instanceof String text) {
        entries.add(new ExpectedEntry(text, Json.EMPTY_OBJECT));
      } else {
        Members members = new Members(m.place(), entry);
        entries.add(new ExpectedEntry(members.text("entry"), members.object("data")));
        members.nothingElse();
      }
    }
    return entries;
  }

  private static Map<String, List<String>> only(Members m) {
    Map<String, @Nullable Object> object = m.object("only");
    Members kinds = new Members(m.place(), object);
    Map<String, List<String>> only = new LinkedHashMap<>();
    for (String kind : object.keySet()) only.put(kind, kinds.texts(kind));
    return only;
  }
}
