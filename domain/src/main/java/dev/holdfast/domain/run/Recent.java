package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers the last commands and offers by a hash of their ids. Other inputs need no memory: the
 * call, wait or child that they answer is closed by the first of them.
 */
final class Recent {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Recent() {}

  /**
   * @param memory where such inputs are remembered
   */
  static Verdict once(Cell<List<Long>> memory, String id, Supplier<Verdict> work) {
    List<Long> known = memory.get();
    long hash = hash(id);
    if (known.contains(hash)) {
      return new Verdict.Refused(Verdict.Reason.REPEATED, "input " + id + " was folded before");
    }
    int from = Math.max(0, known.size() + 1 - RunLimits.RECENT_INPUTS);
    List<Long> more = new ArrayList<>(known.subList(from, known.size()));
    more.add(hash);
    memory.set(List.copyOf(more));
    return work.get();
  }

  private static long hash(String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    return hash;
  }
}
