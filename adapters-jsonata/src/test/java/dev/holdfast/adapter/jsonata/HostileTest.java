package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.ExpressionProfile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timeout is a guard against a worker that hangs; what is asserted are counts. */
@NullMarked
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTest {
  @Test
  void every_hostile_source_is_refused_or_stopped_or_completes_with_the_same_steps() {
    List<String> outcomes = Fingerprints.hostile();
    assertThat(Fingerprints.changes(outcomes, Fingerprints.HOSTILE)).isEmpty();
    assertThat(outcomes).hasSizeGreaterThan(130);
  }

  @Test
  void none_ends_by_accident() {
    assertThat(Fingerprints.hostile())
        .noneMatch(line -> line.contains("ENGINE_ERROR") || line.contains("MEMORY"));
  }

  @Test
  void steps_stay_within_the_profile() {
    long most = Limits.of(ExpressionProfile.WORKFLOW).steps();
    assertThat(Fingerprints.hostile())
        .allSatisfy(
            line -> assertThat(Long.parseLong(line.split("\t", -1)[2])).isBetween(0L, most));
  }

  @Test
  void nothing_is_printed() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      System.setErr(caught);
      Fingerprints.hostile();
      Fingerprints.suite();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_small_stack_changes_nothing() throws InterruptedException {
    List<String> outcomes = new CopyOnWriteArrayList<>();
    Thread small =
        new Thread(null, () -> outcomes.addAll(Fingerprints.hostile()), "small-stack", 512 * 1024);
    small.start();
    small.join();
    assertThat(Fingerprints.changes(outcomes, Fingerprints.HOSTILE)).isEmpty();
  }
}
