package dev.holdfast.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of all modules, as files. */
final class SourceTree {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private SourceTree() {}

  /** The project's folder, found from wherever the test was started. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("domain/pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("expected to run inside the project, but found no root");
      }
    }
    return folder;
  }

  /** The modules that the parent lists. */
  static List<String> modules() {
    return MODULE
        .matcher(read(root().resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  /** All but the benchmarks: they stand above bootstrap, so its tests do not see them. */
  static List<String> visibleModules() {
    return modules().stream().filter(module -> !module.equals("benchmarks")).toList();
  }

  /** All Java files below a module's folder, such as {@code src/main/java}, in a stable order. */
  static List<Path> javaFiles(String module, String folder) {
    Path start = root().resolve(module).resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the top-level classes that each module's main sources must lead to. */
  static Map<String, Set<String>> mainClassesByModule() {
    Map<String, Set<String>> classes = new TreeMap<>();
    for (String module : visibleModules()) {
      Path start = root().resolve(module).resolve("src/main/java");
      classes.put(
          module,
          javaFiles(module, "src/main/java").stream()
              .map(file -> start.relativize(file).toString().replace('\\', '/'))
              .map(name -> name.substring(0, name.length() - ".java".length()).replace('/', '.'))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return classes;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
