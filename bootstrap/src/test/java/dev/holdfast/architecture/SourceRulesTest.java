package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What bytecode cannot show: rules on the text of the sources. */
class SourceRulesTest {
  private static final int LONGEST_FILE = 450;
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern SLEEPING =
      Pattern.compile("\\bThread\\.sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b");
  private static final Pattern SKIPPED =
      Pattern.compile("@" + "Disabled\\b|\\bassume(True|False|That)\\(");

  @Test
  void no_default_branch_hides_a_missing_case() throws Exception {
    List<Path> sources =
        SourceTree.visibleModules().stream()
            .flatMap(module -> SourceTree.javaFiles(module, "src/main/java").stream())
            .toList();
    try (StandardJavaFileManager manager =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      assertThat(sources).isNotEmpty();
      assertThat(HiddenCases.in(manager.getJavaFileObjectsFromPaths(sources), "dev.holdfast."))
          .isEmpty();
    }
  }

  @Test
  void a_default_over_our_own_enum_or_sealed_type_is_found() {
    assertThat(
            HiddenCases.in(
                List.of(
                    source(
                        """
                        package sample;
                        class Hidden {
                          enum Colour { RED, BLUE }
                          sealed interface Shape { record Square() implements Shape {} record Dot() implements Shape {} }
                          int colour(Colour colour) {
                            return switch (colour) {
                              case RED -> 1;
                              default -> 2;
                            };
                          }
                          int shape(Shape shape) {
                            switch (shape) {
                              case Shape.Dot dot:
                                return 1;
                              default:
                                return 2;
                            }
                          }
                          <S extends Shape> int generic(S shape) {
                            return switch (shape) {
                              case null, default -> 2;
                            };
                          }
                        }
                        """)),
                "sample."))
        .hasSize(3)
        .anyMatch(place -> place.endsWith(":8"))
        .anyMatch(place -> place.endsWith(":15"))
        .anyMatch(place -> place.endsWith(":21"));
  }

  @Test
  void a_default_over_text_objects_or_foreign_enums_is_let_through() {
    assertThat(
            HiddenCases.in(
                List.of(
                    source(
                        """
                        package sample;
                        class Hidden {
                          int text(String text) {
                            return switch (text) { case "a" -> 1; default -> 2; };
                          }
                          int object(Object value) {
                            return switch (value) { case String s -> 1; default -> 2; };
                          }
                          int foreign(java.time.DayOfWeek day) {
                            return switch (day) { case MONDAY -> 1; default -> 2; };
                          }
                        }
                        """)),
                "sample."))
        .isEmpty();
  }

  @Test
  void sources_that_do_not_compile_prove_nothing() {
    assertThatThrownBy(
            () -> HiddenCases.in(List.of(source("class Hidden { Missing field; }")), "sample."))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void files_stay_short() {
    assertThat(files("src/main/java", "src/test/java"))
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(SourceTree.read(file).lines().count())
                .as("lines of %s", file)
                .isLessThanOrEqualTo(LONGEST_FILE));
  }

  @Test
  void nothing_unfinished_is_in_production_code() {
    assertThat(matching(UNFINISHED, "src/main/java")).isEmpty();
    assertThat(UNFINISHED.matcher("// TO" + "DO later").find()).isTrue();
  }

  @Test
  void tests_never_sleep() {
    assertThat(matching(SLEEPING, "src/test/java")).isEmpty();
    assertThat(SLEEPING.matcher("Thread" + ".sleep(5)").find()).isTrue();
    assertThat(SLEEPING.matcher("TimeUnit.SECONDS" + ".sleep(5)").find()).isTrue();
  }

  @Test
  void tests_are_never_skipped() {
    assertThat(matching(SKIPPED, "src/test/java")).isEmpty();
    assertThat(SKIPPED.matcher("@" + "Disabled(\"flaky\")").find()).isTrue();
    assertThat(SKIPPED.matcher("assume" + "True(docker)").find()).isTrue();
  }

  private static List<Path> matching(Pattern pattern, String folder) {
    return files(folder).filter(file -> pattern.matcher(SourceTree.read(file)).find()).toList();
  }

  private static Stream<Path> files(String... folders) {
    return SourceTree.modules().stream()
        .flatMap(
            module -> Stream.of(folders).flatMap(f -> SourceTree.javaFiles(module, f).stream()));
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///Hidden.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
