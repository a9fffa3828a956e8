package dev.holdfast.adapter.postgres.run;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gathers requests of many callers and hands them, as many as have come, to a thread with a session
 * of its own. Nobody lingers: an idle thread takes a single request at once, and groups grow by
 * themselves while a commit is on its way.
 *
 * <p>While the database is away the group waits and is tried again; a group that is refused is cut
 * in two until the culprit is alone.
 */
final class Grouping<R> implements AutoCloseable {
  /** So many requests waiting wake a further thread; fewer are gathered by the busy one. */
  private static final int DEEP = 32;

  /** Bytes after which a group takes no further request. */
  private static final long HEAVY = 8L << 20;

  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Grouping.class);

  private final String name;
  private final int limit;
  private final ToLongFunction<R> weight;
  private final Work<R> work;
  private final ArrayDeque<R> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Member> members = new ArrayList<>();
  private boolean closed;

  /** What is done with a group. */
  interface Work<R> {
    /**
     * Does the whole group in one transaction and then answers each request.
     *
     * @param repeated the group may have been done before: its fate was unknown
     */
    void perform(Session session, List<R> group, boolean repeated) throws SQLException;

    /** Answers a request that the database refuses though it is alone. */
    void refuse(R request, Exception cause);

    /** Answers a request that will not be done because the grouping is closed. */
    void abandon(R request);
  }

  /**
   * @param limit requests of a group at most
   * @param weight bytes of a request
   */
  Grouping(
      String name,
      int threads,
      int limit,
      ToLongFunction<R> weight,
      Supplier<Session> sessions,
      Work<R> work) {
    this.name = name;
    this.limit = limit;
    this.weight = weight;
    this.work = work;
    for (int i = 0; i < threads; i++) members.add(new Member(sessions.get(), lock.newCondition()));
    for (int i = 0; i < threads; i++) {
      Member member = members.get(i);
      member.thread =
          Thread.ofPlatform().name("holdfast-" + name + "-" + i).daemon().start(member::run);
    }
  }

  void offer(R request) {
    boolean refused;
    lock.lock();
    try {
      refused = closed;
      if (!refused) {
        queue.addLast(request);
        wakeOne();
      }
    } finally {
      lock.unlock();
    }
    if (refused) work.abandon(request);
  }

  private void wakeOne() {
    int busy = 0;
    for (Member member : members) {
      if (member.idle) {
        if (busy == 0 || queue.size() >= DEEP) {
          member.idle = false;
          member.work.signal();
        }
        return;
      }
      busy++;
    }
  }

  /** Takes back requests that no thread has taken yet. */
  boolean withdraw(Predicate<R> which) {
    lock.lock();
    try {
      boolean found = false;
      for (Iterator<R> it = queue.iterator(); it.hasNext(); ) {
        if (which.test(it.next())) {
          it.remove();
          found = true;
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** Stops after the groups under way; what is left is abandoned. */
  @Override
  public void close() {
    List<R> left;
    lock.lock();
    try {
      closed = true;
      left = new ArrayList<>(queue);
      queue.clear();
      members.forEach(member -> member.work.signal());
    } finally {
      lock.unlock();
    }
    left.forEach(work::abandon);
    for (Member member : members) member.join();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** One thread and its session. */
  private final class Member {
    private final Session session;
    private final Condition work;
    private boolean idle;
    private Thread thread = Thread.currentThread();

    Member(Session session, Condition work) {
      this.session = session;
      this.work = work;
    }

    void run() {
      for (List<R> group = take(); !group.isEmpty(); group = take()) perform(group, false);
      session.close();
    }

    private List<R> take() {
      lock.lock();
      try {
        while (queue.isEmpty() && !closed) {
          idle = true;
          work.awaitUninterruptibly();
        }
        idle = false;
        List<R> group = new ArrayList<>(Math.min(queue.size(), limit));
        long heavy = 0;
        while (group.size() < limit && heavy < HEAVY && !queue.isEmpty()) {
          R next = queue.removeFirst();
          heavy += weight.applyAsLong(next);
          group.add(next);
        }
        return group;
      } finally {
        lock.unlock();
      }
    }

    private void perform(List<R> group, boolean doubtful) {
      boolean repeated = doubtful;
      long pause = FIRST_PAUSE_MS;
      while (true) {
        try {
          Grouping.this.work.perform(session, group, repeated);
          return;
        } catch (SQLException e) {
          session.rollback();
          switch (Fault.of(e)) {
            case CONFLICT -> session.counters().repeat();
            case AWAY -> {
              session.counters().repeat();
              // Once is enough to know; the outage itself may be long.
              Level level = repeated ? Level.DEBUG : Level.WARN;
              LOG.atLevel(level).log("{}: the database is away: {}", name, e.getMessage());
              session.discard();
              repeated = true;
              if (isClosed() || !pause(pause)) {
                group.forEach(Grouping.this.work::abandon);
                return;
              }
              pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
            }
            case REFUSED -> {
              halve(group, repeated, e);
              return;
            }
          }
        } catch (RuntimeException e) {
          session.rollback();
          halve(group, repeated, e);
          return;
        }
      }
    }

    private void halve(List<R> group, boolean repeated, Exception cause) {
      if (group.size() == 1) {
        LOG.error("{}: refused alone", name, cause);
        Grouping.this.work.refuse(group.getFirst(), cause);
        return;
      }
      session.counters().halving();
      int middle = group.size() / 2;
      perform(new ArrayList<>(group.subList(0, middle)), repeated);
      perform(new ArrayList<>(group.subList(middle, group.size())), repeated);
    }

    private boolean pause(long millis) {
      lock.lock();
      try {
        long left = millis * 1_000_000;
        while (!closed && left > 0) left = work.awaitNanos(left);
        return !closed;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
