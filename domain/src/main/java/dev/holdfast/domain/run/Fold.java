package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.expression.EvaluationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The workbench of one fold: what changes while an input is folded, and what comes out of it. Made
 * from a state, used by one thread, turned into the next state, thrown away.
 */
final class Fold {
  final Program program;
  final Instant startedAt;
  final RunStart start;
  final Instant now;
  final EvaluationContext context;
  final TreeMap<FiberId, Fiber> fibers;
  final Roots roots;
  final Budget budget;
  final Cell<RunStatus> ending = new Cell<>(RunStatus.RUNNING);
  final Cell<@Nullable Object> output;
  final Cell<@Nullable RunError> error;
  final Cell<@Nullable Instant> cancelRequestedAt;
  final Cell<@Nullable Instant> deadline;
  final Cell<@Nullable Frozen> frozen;
  final Cell<Boolean> handling;
  final Cell<Set<String>> usedEvents;
  final Cell<List<Long>> commands;
  final Cell<List<Long>> offers;
  final List<Effect> effects = new ArrayList<>();
  final List<JournalEntry> journal = new ArrayList<>();

  private final long seqBefore;
  private final long openedBefore;
  private final TreeMap<String, Integer> attempts;
  private final TreeSet<FiberId> ready = new TreeSet<>();
  private final TreeSet<FiberId> awaitingCalls = new TreeSet<>();
  private final TreeSet<FiberId> awaitingChildren = new TreeSet<>();
  private final Cell<Long> held = new Cell<>(0L);
  private final Cell<Integer> calls = new Cell<>(0);
  private final Cell<Integer> children = new Cell<>(0);
  private final Cell<Long> opened;

  Fold(Program program, RunState state, Instant now) {
    Progress progress = state.progress();
    this.program = program;
    this.startedAt = progress.startedAt();
    this.start = state.start();
    this.now = now;
    this.context = new EvaluationContext(now);
    this.fibers = new TreeMap<>(progress.fibers());
    this.roots = new Roots(state);
    this.output = new Cell<>(state.output());
    this.error = new Cell<>(state.error());
    this.cancelRequestedAt = new Cell<>(state.cancelRequestedAt());
    this.deadline = new Cell<>(progress.deadline());
    this.frozen = new Cell<>(progress.frozen());
    this.attempts = new TreeMap<>(progress.attempts());
    this.handling = new Cell<>(progress.handling());
    this.usedEvents = new Cell<>(progress.usedEvents());
    this.commands = new Cell<>(progress.commands());
    this.offers = new Cell<>(progress.offers());
    this.seqBefore = state.seq();
    this.budget = new Budget(progress.visits());
    this.openedBefore = progress.opened();
    this.opened = new Cell<>(openedBefore);
    if (state.status().ended()) ending.set(state.status());
    for (Fiber fiber : fibers.values()) note(fiber);
  }

  // --- fibers

  @Nullable Fiber find(FiberId id) {
    return fibers.get(id);
  }

  Fiber fiber(FiberId id) {
    Fiber fiber = fibers.get(id);
    if (fiber == null) throw new IllegalStateException("expected a fiber " + id + ", but none");
    return fiber;
  }

  void put(Fiber fiber) {
    Fiber before = fibers.put(fiber.id(), fiber);
    if (before != null) forget(before);
    note(fiber);
  }

  private void note(Fiber fiber) {
    hold(fiber.heldBytes());
    switch (fiber.pace()) {
      case READY -> ready.add(fiber.id());
      case AWAITS_CALL_SLOT -> awaitingCalls.add(fiber.id());
      case AWAITS_CHILD_SLOT -> awaitingChildren.add(fiber.id());
      case BLOCKED -> count(fiber, 1);
    }
  }

  void remove(FiberId id) {
    Fiber before = fibers.remove(id);
    if (before != null) forget(before);
  }

  private void hold(long bytes) {
    if (bytes != 0) held.set(held.get() + bytes);
  }

  long heldBytes() {
    return held.get();
  }

  private void forget(Fiber before) {
    hold(-before.heldBytes());
    switch (before.pace()) {
      case READY -> ready.remove(before.id());
      case AWAITS_CALL_SLOT -> awaitingCalls.remove(before.id());
      case AWAITS_CHILD_SLOT -> awaitingChildren.remove(before.id());
      case BLOCKED -> count(before, -1);
    }
  }

  private void count(Fiber fiber, int by) {
    if (fiber.top() instanceof Frame.Calling) calls.set(calls.get() + by);
    else if (fiber.top() instanceof Frame.Parenting) children.set(children.get() + by);
  }

  /** Whether a fiber may hand out a call: there is a slot that no fiber before it waits for. */
  boolean hasCallSlotFor(FiberId id) {
    return hasCallSlot() && !isBefore(awaitingCalls, id);
  }

  /** As {@link #hasCallSlotFor}, for children. */
  boolean hasChildSlotFor(FiberId id) {
    return hasChildSlot() && !isBefore(awaitingChildren, id);
  }

  private static boolean isBefore(SortedSet<FiberId> waiting, FiberId id) {
    return !waiting.isEmpty() && waiting.first().compareTo(id) < 0;
  }

  private boolean hasCallSlot() {
    return calls.get() < RunLimits.CALLS_IN_FLIGHT;
  }

  private boolean hasChildSlot() {
    return children.get() < RunLimits.CHILDREN_IN_FLIGHT;
  }

  /** The first fiber in tree order that can go on, or null. */
  @Nullable FiberId next() {
    FiberId next = ready.isEmpty() ? null : ready.first();
    if (hasCallSlot()) next = earlier(next, awaitingCalls);
    if (hasChildSlot()) next = earlier(next, awaitingChildren);
    return next;
  }

  private static @Nullable FiberId earlier(@Nullable FiberId one, SortedSet<FiberId> others) {
    if (others.isEmpty()) return one;
    return one == null || others.first().compareTo(one) < 0 ? others.first() : one;
  }

  // --- places in the program

  /** The current step of the list at a position of a fiber's frames. */
  Step step(Fiber fiber, int listAt) {
    return list(fiber, listAt).steps().get(fiber.stepsAt(listAt).index());
  }

  /** The current step of a fiber. */
  Step step(Fiber fiber) {
    return step(fiber, fiber.listAt());
  }

  StepList list(Fiber fiber, int listAt) {
    Slot slot = fiber.stepsAt(listAt).slot();
    if (listAt > 0) return Blocks.list(step(fiber, listAt - 2), slot);
    if (fiber.id().isRoot()) return rootList(slot);
    return Blocks.list(step(fiber(fiber.id().parent())), slot);
  }

  private StepList rootList(Slot slot) {
    StepList handler = program.errorHandler();
    if (slot.kind() == Slot.Kind.ROOT) return program.root();
    if (slot.kind() == Slot.Kind.HANDLER && handler != null) return handler;
    throw new IllegalStateException("expected the root's list or the handler's, but " + slot);
  }

  // --- attempts

  /** The list with the next attempt of its current step begun. */
  Frame.Steps attempted(Frame.Steps list) {
    int last = attempts.isEmpty() ? 0 : attempts.getOrDefault(list.stepPath(), 0);
    return list.attempted(Math.max(list.attempt(), last) + 1);
  }

  /** While the run is failing, what it does may have to be done again. */
  void noteAttempt(Frame.Steps list) {
    if (frozen.get() != null) attempts.put(list.stepPath(), list.attempt());
  }

  void forgetAttempts() {
    attempts.clear();
  }

  long nextOrder() {
    opened.set(opened.get() + 1);
    return opened.get();
  }

  /** Whether this fold gave out the number: nobody has been asked for what bears it. */
  boolean isNew(long order) {
    return order > openedBefore;
  }

  // --- what comes out

  void write(JournalEntry.Kind kind, Frame.Steps at, Map<String, @Nullable Object> data) {
    String path = at.stepPath();
    write(kind, Paths.staticPath(path), path, at.attempt(), data);
  }

  void writeOfRun(JournalEntry.Kind kind, Map<String, @Nullable Object> data) {
    write(kind, "", "", 0, data);
  }

  private void write(
      JournalEntry.Kind kind,
      String stepPath,
      String executionPath,
      int attempt,
      Map<String, @Nullable Object> data) {
    long seq = seqBefore + journal.size() + 1;
    journal.add(new JournalEntry(seq, now, kind, stepPath, executionPath, attempt, data));
  }

  boolean isEnded() {
    return ending.get().ended();
  }

  /** Whether there is anything new since the state this fold was made from. */
  boolean hasChanged(RunState before) {
    return !journal.isEmpty()
        || !effects.isEmpty()
        || budget.visits() != before.progress().visits()
        || commands.get() != before.progress().commands()
        || offers.get() != before.progress().offers()
        || !fibers.equals(before.progress().fibers());
  }

  Transition transition(Verdict verdict) {
    boolean more = next() != null;
    return new Transition(state(), List.copyOf(effects), List.copyOf(journal), verdict, more);
  }

  private RunState state() {
    return new RunState(
        start,
        status(),
        now,
        seqBefore + journal.size(),
        roots.payload(),
        roots.vars(),
        roots.meta(),
        roots.bytes(),
        output.get(),
        error.get(),
        cancelRequestedAt.get(),
        new Progress(
            startedAt,
            Collections.unmodifiableSortedMap(fibers),
            handling.get(),
            budget.visits(),
            opened.get(),
            deadline.get(),
            frozen.get(),
            Collections.unmodifiableSortedMap(attempts),
            usedEvents.get(),
            commands.get(),
            offers.get()));
  }

  private RunStatus status() {
    if (isEnded()) return ending.get();
    return next() != null || calls.get() > 0 ? RunStatus.RUNNING : RunStatus.WAITING;
  }
}
