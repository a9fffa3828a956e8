package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of codes against the sources that make them. */
class ProblemsPageTest {
  private static final List<String> SOURCES =
      List.of("application/src/main/java", "adapters-rest/src/main/java", "domain/src/main/java");

  /** A refusal's kind, or a problem's status, with the code behind it. */
  private static final Pattern MADE =
      Pattern.compile("(?:Kind\\.[A-Z_]+|new Problem\\(\\s*[45]\\d\\d),\\s*\"([A-Z][A-Z_]+)\"");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z_]+)` \\|");

  @Test
  void every_code_of_a_problem_is_on_the_page() {
    Set<String> made = found(MADE, sources());
    assertThat(made).hasSizeGreaterThan(25);
    assertThat(found(ROW, page())).containsAll(made);
  }

  @Test
  void every_code_on_the_page_is_made_somewhere() {
    String sources = sources();
    assertThat(found(ROW, page()))
        .isNotEmpty()
        .allSatisfy(code -> assertThat(sources).contains('"' + code + '"'));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> codes = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) codes.add(matcher.group(1));
    return codes;
  }

  private static String page() {
    return read(root().resolve("docs/reference/problems.md"));
  }

  private static String sources() {
    StringBuilder all = new StringBuilder();
    for (String folder : SOURCES) {
      try (Stream<Path> files = Files.walk(root().resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(file -> all.append(read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/reference"))) folder = folder.getParent();
    return folder;
  }
}
