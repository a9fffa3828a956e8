package dev.holdfast.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.service.RunQueries;
import dev.holdfast.application.service.RunWatch;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.LateResult;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run's history as it would be stored, read through the use cases. */
final class KeptHistory implements RunReads {
  private final RunState state;
  private final List<JournalEntry> journal;
  private final Set<AttemptEnds.Noted> noted;
  private final ReadRuns queries =
      new RunQueries(this, new NoEvents(), HeldRuns.NONE, new RunWatch());

  KeptHistory(RunState state, List<JournalEntry> journal, Set<AttemptEnds.Noted> noted) {
    this.state = state;
    this.journal = List.copyOf(journal);
    this.noted = Set.copyOf(noted);
  }

  /** Reads one page. */
  interface Reading<T> {
    Outcome<Page<T>> page(
        ReadRuns queries, Caller caller, UUID runId, int limit, @Nullable String cursor);
  }

  /** All pages, one after the other. */
  <T> List<T> pages(int limit, Reading<T> reading) {
    Caller caller = new Caller("t", "tester", EnumSet.allOf(Permission.class), true, "");
    List<T> all = new ArrayList<>();
    String cursor = null;
    do {
      Outcome<Page<T>> answer = reading.page(queries, caller, new UUID(0, 1), limit, cursor);
      if (!(answer instanceof Outcome.Ok<Page<T>>(Page<T> page))) {
        throw new AssertionError("expected a page, but " + answer);
      }
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      if (page.nextCursor() != null) assertThat(page.items()).isNotEmpty();
      all.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    return all;
  }

  List<LateResult> late() {
    List<LateResult> late = new ArrayList<>();
    for (long number = 3; number <= 20; number += 4) {
      CallAnswer answer = new CallAnswer.Done("late", List.of());
      late.add(new LateResult(number, new UUID(0, number), 1, state.now(), "CLOSED", answer));
    }
    return late;
  }

  @Override
  public RunView run(String tenantId, UUID runId) {
    return new RunView(
        runId,
        runId,
        "w",
        1,
        tenantId,
        state.status(),
        null,
        Map.of(),
        "quartz",
        "",
        null,
        null,
        List.of(),
        "api",
        null,
        null,
        runId,
        false,
        Map.of(),
        null,
        null,
        state.now(),
        state.now(),
        null,
        null);
  }

  @Override
  public List<JournalEntry> journal(String tenantId, UUID runId, long afterSeq, int limit) {
    int from = (int) Math.min(afterSeq, journal.size());
    return journal.subList(from, Math.min(from + limit, journal.size()));
  }

  @Override
  public List<JournalEntry> notedEnds(String tenantId, UUID runId, Collection<Long> attempts) {
    return noted.stream()
        .filter(note -> attempts.contains(note.key()))
        .map(AttemptEnds.Noted::seq)
        .sorted()
        .map(seq -> journal.get((int) (seq - 1)))
        .toList();
  }

  @Override
  public Set<Long> openAttempts(String tenantId, UUID runId) {
    return AttemptEnds.open(state);
  }

  @Override
  public List<LateResult> lateResults(String tenantId, UUID runId, long after, int limit) {
    return late().stream().filter(result -> result.number() > after).limit(limit).toList();
  }

  private static UnsupportedOperationException notKept() {
    return new UnsupportedOperationException("expected to be asked for a history alone");
  }

  @Override
  public Page<RunView> list(String tenantId, RunFilter filter, int limit, @Nullable String cursor) {
    throw notKept();
  }

  @Override
  public Map<RunStatus, Long> countByStatus(String tenantId, @Nullable String workflow) {
    throw notKept();
  }

  @Override
  public StartedBefore startedUnder(String tenantId, String startKey) {
    throw notKept();
  }

  @Override
  public Map<String, @Nullable Object> startPayload(String tenantId, UUID runId) {
    throw notKept();
  }

  @Override
  public List<WaitView> waits(String tenantId, UUID runId) {
    throw notKept();
  }

  @Override
  public List<CommandView> commands(String tenantId, UUID runId) {
    throw notKept();
  }

  /** No page of a history asks for events. */
  private static final class NoEvents implements EventReads {
    @Override
    public EventView event(String tenantId, String eventId) {
      throw notKept();
    }

    @Override
    public Page<EventView> list(
        String tenantId, EventFilter filter, int limit, @Nullable String cursor) {
      throw notKept();
    }

    @Override
    public Map<String, Long> countByName(String tenantId, Instant since) {
      throw notKept();
    }

    @Override
    public List<EventView> recent(String tenantId, String eventName, int limit) {
      throw notKept();
    }
  }
}
