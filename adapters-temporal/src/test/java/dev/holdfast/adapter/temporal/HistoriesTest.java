package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.temporal.common.WorkflowExecutionHistory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Histories of the past: today's code goes through them and decides as it did then. */
class HistoriesTest {
  private static final int AT_LEAST = 22;

  private final Replay replay = new Replay();

  @AfterEach
  void close() {
    replay.close();
  }

  private static Path folder() throws Exception {
    URI uri = HistoriesTest.class.getResource("/histories/linear-1-1.json").toURI();
    return Path.of(uri).getParent();
  }

  @TestFactory
  Stream<DynamicTest> recorded_histories_replay_and_the_reducer_decides_the_same()
      throws Exception {
    List<Path> histories;
    try (Stream<Path> files = Files.list(folder())) {
      histories = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(histories).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    return histories.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> replays(file)));
  }

  private void replays(Path file) throws Exception {
    List<String> golden = golden(file);
    assertThat(replay.of(history(file, golden.getFirst())))
        .isEqualTo(golden.subList(1, golden.size()));
  }

  @Test
  void every_shape_is_there() throws Exception {
    Set<String> shapes = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder())) {
      files.forEach(file ->
          shapes.add(file.getFileName().toString().replaceFirst("-[0-9]+-[0-9]+\\..*", "")));
    }
    assertThat(shapes).containsAll(RecordHistories.shapes());
  }

  @Test
  void a_history_of_something_else_does_not_replay() throws Exception {
    Path file = folder().resolve("linear-1-1.json");
    String broken = Files.readString(file).replaceFirst("\"name\": \"call\"", "\"name\": \"open\"");
    String workflowId = golden(file).getFirst();
    assertThatThrownBy(() -> replay.of(WorkflowExecutionHistory.fromJson(broken, workflowId)))
        .hasMessageContaining("TMPRL1100");
  }

  private static List<String> golden(Path file) throws Exception {
    String name = file.getFileName().toString();
    return Files.readAllLines(file.resolveSibling(name.replace(".json", ".txt")));
  }

  private static WorkflowExecutionHistory history(Path file, String workflowId) throws Exception {
    return WorkflowExecutionHistory.fromJson(Files.readString(file), workflowId);
  }
}
