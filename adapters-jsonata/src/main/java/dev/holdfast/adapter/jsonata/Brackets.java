package dev.holdfast.adapter.jsonata;

/** The brackets that are open while a source is scanned, and what kind each is. */
final class Brackets {
  /** What a bracket opens; the library reads the text after its end differently for each. */
  enum Kind {
    NONE,
    /** A block, an array or an object where an operand is expected. */
    PREFIX,
    /** Arguments, a predicate or a grouping behind an operand. */
    INFIX,
    ORDER_BY,
    PARAMETERS,
    BODY
  }

  private final Kind[] kinds;
  private final int[] inner;
  private final boolean[] coalesced;
  private int depth;
  private Kind lastClosed = Kind.NONE;

  Brackets(int max) {
    kinds = new Kind[max + 1];
    inner = new int[max + 1];
    coalesced = new boolean[max + 1];
    kinds[0] = Kind.NONE;
  }

  /** Opens one more; false when that is one too many. */
  boolean open(Kind kind) {
    lastClosed = Kind.NONE;
    if (++depth >= kinds.length) {
      return false;
    }
    kinds[depth] = kind;
    inner[depth] = 0;
    coalesced[depth] = false;
    return true;
  }

  /** Closes the last one; {@code NONE} when there is none, which the parser will complain about. */
  Kind close() {
    if (depth == 0) {
      return Kind.NONE;
    }
    lastClosed = kinds[depth];
    int nesting = inner[depth] + (coalesced[depth] ? 1 : 0);
    depth--;
    inner[depth] = Math.max(inner[depth], nesting);
    return lastClosed;
  }

  /** Notes a {@code ??} or {@code ?:} at this level. */
  void coalesce() {
    coalesced[depth] = true;
  }

  /** How deep {@code ??} and {@code ?:} are nested in the brackets closed so far at this level. */
  int coalesceNesting() {
    return inner[depth] + (coalesced[depth] ? 1 : 0);
  }

  Kind lastClosed() {
    return lastClosed;
  }

  void forgetLast() {
    lastClosed = Kind.NONE;
  }
}
