package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts one evaluation: steps, nesting, sizes. The library calls it before and after every node.
 * What is counted depends on the expression and its data alone, never on time or on the machine.
 *
 * <p>A limit once passed stays passed: the library swallows exceptions in places, and an evaluation
 * that goes on all the same meets the same stop at its next node.
 */
final class Meter implements EntryCallback, ExitCallback {
  /** The running evaluation, for the functions that the library calls without any context. */
  static final ScopedValue<Meter> CURRENT = ScopedValue.newInstance();

  private static final int MAX_FRAMES = 100;

  /** A function of the language is applied partially by parsing a text. */
  private static final int PRICE_OF_PARTIAL = 200;

  private final CheckedProgram program;
  private final Limits limits;
  private final Instant now;
  private final OperandChecks operands = new OperandChecks(this);
  private final Inputs inputs = new Inputs(this);
  private final ValueWeight weights = new ValueWeight(this);
  private long steps;
  private int depth;
  private @Nullable Stop stopped;
  private @Nullable String missing;

  /** Where the open nodes begin, innermost last; the first entry is the expression itself. */
  private int[] offsets = new int[16];

  private final Collecting collecting = new Collecting(this);
  private int givenArguments;

  Meter(CheckedProgram program, Limits limits, Instant now) {
    this.program = program;
    this.limits = limits;
    this.now = now;
  }

  @Override
  public void callback(Symbol node, Object input, Frame frame) {
    charge(1);
    NodeFacts facts = NodeFacts.of(node);
    if (++depth >= offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[depth] = facts == null ? offsets[depth - 1] : facts.offset();
    if (depth > limits.depth()) {
      throw limit("DEPTH", "The evaluation is nested deeper than " + limits.depth() + " levels.");
    }
    if (facts != null && facts.checkedOnEntry()) {
      enter(facts, input);
    }
  }

  private void enter(NodeFacts facts, @Nullable Object input) {
    if (facts.has(NodeFacts.COLLECTS)) {
      collecting.open();
    }
    if (facts.has(NodeFacts.NAMES) && input instanceof List<?>) {
      charge(weigh(input) >> 5);
    }
    if (facts.has(NodeFacts.WALKS)) {
      charge(weigh(input) >> 5);
    }
    if (facts.has(NodeFacts.SPREADS)) {
      long fields = ValueWeight.size(input);
      charge((fields * fields) >> 8);
    }
  }

  @Override
  public void callback(Symbol node, Object input, Frame frame, @Nullable Object result) {
    NodeFacts facts = NodeFacts.of(node);
    if (result instanceof String text) {
      text(text.length());
    } else if (result instanceof List<?> list) {
      items(list.size());
    }
    if (facts != null) {
      leave(facts, OperandChecks.single(facts, result));
    }
    depth--;
  }

  private void leave(NodeFacts facts, @Nullable Object result) {
    if (result == null && facts.path() != null) {
      missing = facts.path();
    }
    if (facts.marks() == 0) {
      return;
    }
    if (facts.has(NodeFacts.COLLECTS)) {
      collecting.close();
    }
    if (facts.has(NodeFacts.GROUPS)) {
      inputs.restoreEmptyLists();
    }
    operands.check(facts, result);
    if (facts.has(NodeFacts.GROUP_KEY)) {
      collecting.key(result);
    } else if (facts.has(NodeFacts.COLLECTED)) {
      collecting.item(result);
    }
    if (facts.has(NodeFacts.PARTIAL_CALLEE)) {
      givenArguments = facts.arguments();
    }
    if (facts.has(NodeFacts.PARTIAL) && result instanceof Symbol closure) {
      int frames = program.tree().height(closure.environment, MAX_FRAMES + 1);
      if (frames > MAX_FRAMES) {
        throw limit("DEPTH", "Partial applications are nested too deeply.");
      }
      charge(PRICE_OF_PARTIAL);
    }
  }

  /** Adds to the counted steps. */
  void charge(long price) {
    if (stopped != null) {
      throw stopped;
    }
    steps += price;
    if (steps > limits.steps()) {
      throw limit("STEP_BUDGET", "The evaluation takes more than " + limits.steps() + " steps.");
    }
  }

  /** Admits and charges a string of so many characters, before it is built where possible. */
  void text(long length) {
    if (length > limits.text()) {
      throw limit(
          "STRING_TOO_LONG", "A string would have more than " + limits.text() + " characters.");
    }
    charge(length >> 6);
  }

  /** Admits and charges a list of so many entries, before it is built where possible. */
  void items(long size) {
    if (size > limits.items()) {
      throw limit("LIST_TOO_LONG", "A list would have more than " + limits.items() + " entries.");
    }
    charge(size >> 3);
  }

  /** The size of a value with all its parts. */
  long weigh(@Nullable Object value) {
    return weights.of(value);
  }

  /** Charges for an operation that walks a value through all its parts. */
  void chargeWeight(@Nullable Object value) {
    charge(weights.of(value) >> 7);
  }

  /** Ends the evaluation because a limit was passed; throw what is returned. */
  Stop limit(String reason, String sentence) {
    return stop(new Stop(true, reason, sentence, offset()));
  }

  /** Ends the evaluation because of what the source or the data did; throw what is returned. */
  Stop fail(String reason, String sentence) {
    return failAt(reason, sentence, offset());
  }

  Stop failAt(String reason, String sentence, int offset) {
    return stop(new Stop(false, reason, sentence, offset));
  }

  private Stop stop(Stop stop) {
    if (stopped == null) {
      stopped = stop;
    }
    return stopped;
  }

  /** Where the innermost node that has not been left begins. */
  int offset() {
    return offsets[Math.min(depth, offsets.length - 1)];
  }

  @Nullable Stop stopped() {
    return stopped;
  }

  long steps() {
    return Math.min(steps, limits.steps());
  }

  /** How many arguments the partial application under way gives. */
  int givenArguments() {
    return givenArguments;
  }

  /** The last plain path that was not there. */
  @Nullable String missing() {
    return missing;
  }

  Instant now() {
    return now;
  }

  Limits limits() {
    return limits;
  }

  Inputs inputs() {
    return inputs;
  }

  CheckedProgram program() {
    return program;
  }
}
