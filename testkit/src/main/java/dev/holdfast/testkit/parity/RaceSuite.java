package dev.holdfast.testkit.parity;

import static dev.holdfast.testkit.parity.DocumentParts.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.contract.EngineRush;
import dev.holdfast.testkit.memory.RunInvariants;
import dev.holdfast.testkit.parity.RandomDefinitions.AuthorKeys;
import dev.holdfast.testkit.parity.RandomDefinitions.Traits;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The other oracle, for what no script can say beforehand: events, timers, answers, cancels, orders
 * and lost nodes race, and nobody waits until the engine is at rest. Whatever order it took them
 * in, its inputs as it folded them, folded again, give its journal, times included.
 *
 * <p>{@code -Dparity.races=500} runs so many; {@code -Dparity.seed=…} begins with this seed, and
 * runs it alone unless a number is given too. A seed says what happens, not in which order.
 */
public abstract class RaceSuite {
  private static final int RUNS = 3;
  private static final int RUSHES = 6;

  /** Without runs after each {@link EngineRig#enter}. */
  protected abstract EngineRig rig();

  /** How many races there are in the usual build. */
  protected int races() {
    return 40;
  }

  protected Ingredients ingredients() {
    return Ingredients.ALL;
  }

  @Test
  void recorded_inputs_of_racing_runs_give_their_journals_again() {
    String name = getClass().getSimpleName();
    Long given = Long.getLong("parity.seed");
    long first = given == null ? name.hashCode() * 0x9E3779B97F4A7C15L : given;
    int count = Integer.getInteger("parity.races", given == null ? races() : 1);
    System.out.println(name + ": " + count + " races, seeds from " + first);
    long entries = 0;
    for (int i = 0; i < count; i++) entries += race(first + i);
    assertThat(entries).as("journal entries of all races").isGreaterThan(10L * count);
  }

  private long race(long seed) {
    try (EngineRush rush = new EngineRush(rig())) {
      Race race = new Race(new Chance(new SplittableRandom(seed)), ingredients(), rush);
      race.run("race " + seed);
      return check(rush);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("run it again with -Dparity.seed=" + seed, failure);
    }
  }

  private static long check(EngineRush rush) {
    long entries = 0;
    for (RunState state : rush.settle().values()) {
      UUID runId = state.start().runId();
      List<JournalEntry> journal = rush.driver().journal(runId);
      assertThat(journal).as("the journal of " + runId).hasSize((int) state.seq());
      assertThat(rush.driver().foldAgain(runId))
          .as("the journal of the recorded inputs of " + runId)
          .isEqualTo(journal);
      RunInvariants.check(state);
      entries += journal.size();
    }
    return entries;
  }

  /** One race: what happens, by chance. */
  private static final class Race {
    private final Chance chance;
    private final Ingredients ingredients;
    private final RandomAnswers answers;
    private final EngineRush rush;
    private final List<UUID> runs = new ArrayList<>();
    private int events;

    Race(Chance chance, Ingredients ingredients, EngineRush rush) {
      this.chance = chance;
      this.ingredients = ingredients;
      this.answers = new RandomAnswers(chance);
      this.rush = rush;
    }

    void run(String name) {
      Traits child = new Traits(List.of("test.call"), List.of(), AuthorKeys.SHARED, true);
      Traits main =
          new Traits(List.of("test.call", "test.brief"), List.of("child"), AuthorKeys.SHARED, true);
      rush.driver().publish("child", new RandomDefinitions(chance.split(), child).document());
      rush.driver().publish("main", new RandomDefinitions(chance.split(), main).document());
      Map<String, @Nullable Object> payload =
          Json.objectOf(object("flag", true, "items", List.of(1L, 2L), "one", 7L));
      for (int i = 0; i < RUNS; i++) {
        UUID runId = UUID.nameUUIDFromBytes((name + i).getBytes(StandardCharsets.UTF_8));
        runs.add(runId);
        rush.start(runId, "main", payload);
      }
      for (int i = 0; i < RUSHES; i++) {
        atOnce(deeds(chance.percent(30) ? rush.settle() : Map.of()));
        if (ingredients.lostWorkers() && chance.percent(8)) rush.loseWorker();
      }
    }

    /**
     * @param known how runs stand, where that was looked at: what they wait for comes
     */
    private List<Runnable> deeds(Map<UUID, RunState> known) {
      List<Runnable> deeds = new ArrayList<>();
      for (RunState state : known.values()) {
        for (OpenWait wait : state.waits()) {
          if (wait.type() == OpenWait.Type.EVENT) deeds.add(event(wait));
        }
      }
      List<UUID> open = rush.openCalls();
      while (!open.isEmpty() && chance.percent(75)) deeds.add(answer(chance.oneOf(open)));
      for (int i = chance.below(4); i >= 0; i--) {
        deeds.add(event(chance.oneOf("e1", "e2"), chance.oneOf("k1", "k2")));
      }
      Duration by = Duration.ofMillis(chance.below(2_000));
      deeds.add(() -> rush.pass(by));
      if (chance.percent(10)) deeds.add(cancel(chance.oneOf(runs)));
      if (ingredients.commands() && chance.percent(25)) deeds.add(order(chance.oneOf(runs)));
      return deeds;
    }

    private Runnable answer(UUID callId) {
      var answer = answers.any();
      return () -> rush.answer(callId, answer);
    }

    private Runnable cancel(UUID runId) {
      boolean force = chance.percent(20);
      return () -> rush.cancel(runId, force);
    }

    private Runnable order(UUID runId) {
      Input.Command command =
          chance.percent(60)
              ? new Input.Command.Retry(List.of())
              : new Input.Command.Resume(null, Json.objectOf(object("n", 1L)), chance.percent(30));
      return () -> rush.command(runId, command);
    }

    private Runnable event(OpenWait wait) {
      return event(String.valueOf(wait.eventName()), String.valueOf(wait.correlationKey()));
    }

    private Runnable event(String name, String key) {
      Map<String, @Nullable Object> payload = Json.objectOf(object("n", (long) chance.below(5)));
      ScenarioDriver.Event event =
          new ScenarioDriver.Event("event-" + ++events, name, List.of(key), payload, null);
      return () -> rush.submit(event);
    }

    /** Has all begin as close together as threads can. */
    private static void atOnce(List<Runnable> deeds) {
      CountDownLatch ready = new CountDownLatch(deeds.size());
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> done = new ArrayList<>();
        for (Runnable deed : deeds) {
          done.add(
              threads.submit(() -> {
                ready.countDown();
                ready.await();
                deed.run();
                return null;
              }));
        }
        for (Future<?> one : done) one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted in a race", e);
      } catch (ExecutionException e) {
        throw new AssertionError("expected the engine to bear it", e.getCause());
      }
    }
  }
}
