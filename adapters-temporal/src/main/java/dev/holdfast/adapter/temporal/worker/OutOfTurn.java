package dev.holdfast.adapter.temporal.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call takes its time: what its run has done so far is told without waiting for it. A run may
 * have hundreds of calls under way, and telling shows them all at once: it is done for one of them.
 * Thread-safe.
 */
final class OutOfTurn {
  private static final Logger LOG = LoggerFactory.getLogger(OutOfTurn.class);

  /** Of a run that is forgotten more is told than needed. */
  private static final int REMEMBERED = 1_000;

  private final Consumer<UUID> tell;
  private final Map<UUID, Long> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param tell all that a run has done so far; may fail
   */
  OutOfTurn(Consumer<UUID> tell) {
    this.tell = tell;
  }

  /**
   * Tells of a run, unless that has begun since.
   *
   * @param since when the call began that is to be shown, by {@link System#nanoTime}
   */
  void tell(UUID runId, long since) {
    if (!isFirst(runId, since)) return;
    try {
      tell.accept(runId);
    } catch (RuntimeException e) {
      // The run tells it in its turn.
      LOG.debug("run {} could not be told of out of turn", runId, e);
      forget(runId);
    }
  }

  private synchronized boolean isFirst(UUID runId, long since) {
    Long last = told.get(runId);
    if (last != null && last - since > 0) return false;
    told.put(runId, System.nanoTime());
    return true;
  }

  private synchronized void forget(UUID runId) {
    told.remove(runId);
  }
}
