package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionProfile;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NullMarked
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConcurrentEvaluationTest {
  private static final List<String> SOURCES =
      List.of(
          "payload.id",
          "$$.payload.id",
          "($seen := payload.id; $f := function($n){$n + $seen}; $f(1))",
          "$map(payload.items, function($i){ $i.n + payload.id })",
          "($add := function($a, $b){$a + $b}; $mine := $add(?, payload.id); $mine(10))",
          "payload.id ~> $string ~> $length",
          "payload.items^(>n)[0].n",
          "payload.items.(n + %.%.payload.id)",
          "payload.items{$string(n): $count($)}",
          "$reduce(payload.items.n, function($a, $b){$a + $b}, payload.id)",
          "$sort(payload.items.n, function($l, $r){$l < $r})",
          "$substring(?, 0, payload.id % 3)('abcdef')",
          "$replace('a' & payload.id, /[0-9]+/, function($m){ '<' & $m.match & '>' })",
          "$millis() - payload.id",
          "payload.none ?? payload.id");

  private static final int THREADS = 8;
  private static final int ROUNDS = 400;

  private final JsonataExpressions engine = new JsonataExpressions();

  private static Map<String, @Nullable Object> scope(long id) {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 5; i++) {
      items.add(Map.of("n", id * 10 + i));
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("id", id);
    payload.put("items", List.copyOf(items));
    return Collections.singletonMap("payload", Collections.unmodifiableMap(payload));
  }

  private static EvaluationContext at(long id) {
    return new EvaluationContext(Instant.ofEpochMilli(1_000_000_000_000L + id * 7));
  }

  @Test
  void threads_that_share_expressions_see_only_their_own_scope() throws Exception {
    List<Expression> shared =
        SOURCES.stream().map(s -> engine.compile(s, ExpressionProfile.WORKFLOW)).toList();
    Map<Long, List<Evaluation>> expected = new LinkedHashMap<>();
    for (long id = 0; id < THREADS; id++) {
      long own = id;
      expected.put(id, shared.stream().map(e -> e.evaluate(scope(own), at(own))).toList());
    }
    assertThat(expected.values()).doesNotHaveDuplicates();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (long id = 0; id < THREADS; id++) {
        answers.add(threads.submit(mix(shared, id, expected.get(id), start)));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).isEmpty();
      }
    }
  }

  private Callable<List<String>> mix(
      List<Expression> shared, long id, @Nullable List<Evaluation> expected, CyclicBarrier start) {
    return () -> {
      List<String> wrong = new ArrayList<>();
      start.await();
      for (int round = 0; round < ROUNDS && wrong.isEmpty(); round++) {
        for (int i = 0; i < shared.size(); i++) {
          // Now and then another source is compiled in between, as it happens in a worker.
          if ((round + i + id) % 50 == 0) {
            engine.compile("payload.id + " + round, ExpressionProfile.WORKER, Set.of());
          }
          Evaluation found = shared.get(i).evaluate(scope(id), at(id));
          if (expected == null || !found.equals(expected.get(i))) {
            wrong.add(shared.get(i).source() + " -> " + found);
          }
        }
      }
      return wrong;
    };
  }

  @Test
  void virtual_threads_come_to_the_same() throws Exception {
    List<Expression> shared =
        SOURCES.stream().map(s -> engine.compile(s, ExpressionProfile.WORKFLOW)).toList();
    List<Evaluation> expected =
        shared.stream().map(expression -> expression.evaluate(scope(3), at(3))).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Evaluation>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(
            threads.submit(
                () -> shared.stream().map(each -> each.evaluate(scope(3), at(3))).toList()));
      }
      for (Future<List<Evaluation>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  /**
   * The library keeps the state of a running evaluation in the instance that its thread compiled
   * last, and that instance may be evaluated by another thread at the same time.
   */
  @Test
  void what_a_thread_compiled_last_stays_apart_from_what_it_evaluates() throws Exception {
    Expression blocking = engine.compile("held", ExpressionProfile.WORKFLOW);
    Expression last = engine.compile("$now()", ExpressionProfile.WORKFLOW);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Map<String, @Nullable Object> scope =
        new AbstractMap<>() {
          @Override
          public @Nullable Object get(Object key) {
            reading.countDown();
            try {
              return done.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
          }

          @Override
          public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            return Collections.emptySet();
          }
        };
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Evaluation> meanwhile =
          other.submit(() -> {
            reading.await();
            try {
              return last.evaluate(Map.of(), at(1));
            } finally {
              done.countDown();
            }
          });
      assertThat(blocking.evaluate(scope, at(1)))
          .isInstanceOfSatisfying(
              Evaluation.Value.class, value -> assertThat(value.value()).isEqualTo(true));
      assertThat(meanwhile.get())
          .isInstanceOfSatisfying(
              Evaluation.Value.class,
              value -> assertThat(value.value()).isEqualTo("2001-09-09T01:46:40.007Z"));
    }
  }

  @Test
  void a_scope_may_evaluate_while_it_is_being_read() {
    Expression inner = engine.compile("($x := n * 2; $sum([$x, 1]))", ExpressionProfile.WORKFLOW);
    Map<String, @Nullable Object> scope =
        new AbstractMap<>() {
          @Override
          public @Nullable Object get(Object key) {
            Evaluation evaluation = inner.evaluate(Map.of("n", 20L), at(1));
            engine.compile("never.seen + " + key, ExpressionProfile.PREVIEW);
            return ((Evaluation.Value) evaluation).value();
          }

          @Override
          public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            return Collections.emptySet();
          }
        };
    Expression outer =
        engine.compile(
            "($x := 1; $y := $map([a, b], function($v){ $v + $x + c }); $append($y, $x))",
            ExpressionProfile.WORKFLOW);
    assertThat(outer.evaluate(scope, at(1)))
        .isInstanceOfSatisfying(
            Evaluation.Value.class,
            value -> assertThat(value.value()).isEqualTo(List.of(83L, 83L, 1L)));
  }
}
