package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.run.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What lies before a run in memory, and who has the turn to fold it: one thread at a time, which
 * takes everything that has gathered. Thread-safe.
 */
final class Desk {
  private final PriorityQueue<Letter> letters = new PriorityQueue<>(Letter.ORDER);
  // Mail may be read again before the write that settles it is done.
  private final Set<Mail.Slip> known = new HashSet<>();
  private boolean busy;
  private boolean paused;
  private boolean gone;
  private boolean again;
  private boolean mailWanted;
  private boolean loading;
  private boolean held;

  /** What became of a letter that was put. */
  enum Put {
    /** The run is not here any more. */
    GONE,
    /** Whoever has the turn will find it. */
    QUEUED,
    YOUR_TURN
  }

  /** How a turn ended. */
  enum End {
    ENDED,
    /** Something came meanwhile: the turn goes on. */
    MORE,
    /** The turn has ended, and the mailbox is to be read. */
    LOAD_MAIL
  }

  synchronized Put put(Letter letter) {
    if (gone) return Put.GONE;
    letters.add(letter);
    if (busy || paused) return Put.QUEUED;
    busy = true;
    return Put.YOUR_TURN;
  }

  /** For whoever has the turn: what it could not fold, and what its run begins with. */
  synchronized void add(Letter letter) {
    if (!letter.slips().isEmpty()) known.addAll(letter.slips());
    letters.add(letter);
  }

  /**
   * Everything to fold now.
   *
   * @param more a computation is under way: only a cancel may come before it goes on
   */
  synchronized List<Letter> take(boolean more, Supplier<Letter> next) {
    again = false;
    List<Letter> taken = new ArrayList<>(letters.size());
    if (more) {
      for (Letter letter : letters) {
        if (letter.input() instanceof Input.CancelRequested) taken.add(letter);
      }
      letters.removeAll(taken);
      if (taken.isEmpty()) taken.add(next.get());
      return taken;
    }
    for (Letter letter = letters.poll(); letter != null; letter = letters.poll()) taken.add(letter);
    return taken;
  }

  /** No letter lies here that only this node knows of. */
  synchronized boolean isQuiet() {
    return letters.isEmpty() && !loading;
  }

  /** Nothing lies here, nobody has the turn, and the mailbox need not be read. */
  synchronized boolean isIdle() {
    return letters.isEmpty() && !busy && !paused && !again && !mailWanted && !loading;
  }

  synchronized void takeTurn() {
    busy = true;
  }

  synchronized End endTurn() {
    if (again || !letters.isEmpty()) {
      again = false;
      return End.MORE;
    }
    busy = false;
    if (!mailWanted || loading || gone) return End.ENDED;
    mailWanted = false;
    loading = true;
    return End.LOAD_MAIL;
  }

  /** Ends the turn unless something is left to do with it. */
  synchronized boolean endTurnForCall() {
    if (again || mailWanted || !letters.isEmpty()) return false;
    busy = false;
    return true;
  }

  /** Ends the turn until {@link #resumeTurn}; meanwhile nobody gets it. */
  synchronized void pauseTurn() {
    busy = false;
    paused = true;
  }

  synchronized boolean isPaused() {
    return paused;
  }

  synchronized boolean resumeTurn() {
    paused = false;
    if (gone || busy) return false;
    busy = true;
    return true;
  }

  /** Has the turn taken once more, by the caller when this answers true. */
  synchronized boolean wake() {
    if (gone || paused) return false;
    if (busy) {
      again = true;
      return false;
    }
    busy = true;
    return true;
  }

  /** True when the caller must see to it that the mailbox is read. */
  synchronized boolean mailArrived() {
    if (gone) return false;
    mailWanted = true;
    if (busy || paused || loading) return false;
    mailWanted = false;
    loading = true;
    return true;
  }

  synchronized boolean wantsMail() {
    return mailWanted;
  }

  synchronized void wantMail() {
    mailWanted = true;
  }

  /** The turn waits for the mailbox to be read. */
  synchronized void loadMail() {
    loading = true;
    held = true;
  }

  /** Takes in what was read; true when the caller shall have a turn taken. */
  synchronized boolean deliver(List<Mail> mail) {
    loading = false;
    if (gone) return false;
    for (Mail one : mail) {
      if (known.contains(one.slips().getFirst())) continue;
      known.addAll(one.slips());
      letters.add(Letter.of(one));
    }
    if (held) {
      held = false;
      return true;
    }
    if (busy || paused) return false;
    busy = true;
    return true;
  }

  synchronized void settled(List<RunWrite.Settled> settled) {
    // While the mailbox is being read, rows that are settled already may still turn up.
    if (loading) return;
    for (RunWrite.Settled one : settled) known.remove(one.slip());
  }

  synchronized void leave() {
    gone = true;
  }

  synchronized boolean isGone() {
    return gone;
  }
}
