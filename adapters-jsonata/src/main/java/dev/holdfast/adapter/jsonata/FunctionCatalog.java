package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import dev.holdfast.domain.expression.FunctionDoc;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every function that a source may call. What is not here does not exist. */
final class FunctionCatalog {
  /** What the language has, and this engine refuses: it would see or guess what no replay can. */
  static final Set<String> REFUSED = Set.of("eval", "random", "shuffle");

  private static final Map<String, FunctionEntry> ENTRIES = entries();

  private FunctionCatalog() {}

  private static Map<String, FunctionEntry> entries() {
    Map<String, FunctionEntry> entries = new TreeMap<>();
    Stream.of(
            TextFunctions.all(),
            RegexFunctions.all(),
            UrlFunctions.all(),
            NumberFunctions.all(),
            ListFunctions.all(),
            ObjectFunctions.all(),
            LogicFunctions.all(),
            HigherOrderFunctions.all(),
            TimeFunctions.all(),
            FormatFunctions.all(),
            HoldfastFunctions.all())
        .flatMap(List::stream)
        .forEach(entry -> {
          if (entries.put(entry.function().name(), entry) != null) {
            throw new IllegalStateException("expected one " + entry.function().name());
          }
        });
    return Collections.unmodifiableMap(entries);
  }

  static boolean has(String name) {
    return ENTRIES.containsKey(name);
  }

  /** The names as they are written. */
  static List<String> written() {
    return docs().stream().map(FunctionDoc::name).toList();
  }

  static List<FunctionDoc> docs() {
    return ENTRIES.values().stream()
        .map(FunctionEntry::doc)
        .sorted(
            Comparator.comparing(
                doc -> doc.name().startsWith("$") ? doc.name().substring(1) : doc.name()))
        .toList();
  }

  /** Gives an instance of the library the functions that its source mentions. */
  static void install(Jsonata compiled, Set<String> functions) {
    for (String name : functions) {
      FunctionEntry entry = ENTRIES.get(name);
      if (entry == null) {
        throw new IllegalStateException("expected a function, but there is none named " + name);
      }
      compiled.registerFunction(name, entry.function());
    }
  }
}
