package dev.holdfast.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SortedIdsTest {
  @Test
  void ids_are_of_version_7_and_carry_the_time() {
    UUID id = new SortedIds().next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    assertThat(Duration.between(made, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void ids_rise_even_within_a_millisecond() {
    SortedIds ids = new SortedIds();
    String before = ids.next().toString();
    for (int i = 0; i < 100_000; i++) {
      String next = ids.next().toString();
      assertThat(next).isGreaterThan(before);
      before = next;
    }
  }

  @Test
  void threads_never_make_the_same_id() throws Exception {
    SortedIds ids = new SortedIds();
    Set<UUID> all = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<UUID>>> made = new ArrayList<>();
      for (int i = 0; i < 4; i++) made.add(threads.submit(() -> some(ids)));
      for (Future<List<UUID>> part : made) all.addAll(part.get());
    }
    assertThat(all).hasSize(40_000);
  }

  private static List<UUID> some(SortedIds ids) {
    List<UUID> some = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) some.add(ids.next());
    return some;
  }

  @Test
  void two_processes_differ_in_the_part_below_the_time() {
    SortedIds one = new SortedIds();
    SortedIds other = new SortedIds();
    assertThat(one.next().getLeastSignificantBits())
        .isNotEqualTo(other.next().getLeastSignificantBits());
  }

  @Test
  void tokens_are_long_and_fit_into_a_url() {
    SortedIds ids = new SortedIds();
    assertThat(ids.token()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(ids.token());
  }
}
