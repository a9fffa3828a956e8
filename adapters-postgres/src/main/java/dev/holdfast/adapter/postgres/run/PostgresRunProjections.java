package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.RunProjections;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Keeps other engines' runs readable in PostgreSQL, by group commit like this engine's own. */
public final class PostgresRunProjections implements RunProjections, AutoCloseable {
  private final SqlAccess sql;
  private final WriteEncoder encoder;
  private final Duration patience;
  private final Grouping<TellingWork.Request> tellings;
  private final Grouping<ListeningWork.Request> listenings;

  /**
   * @param pool for short conversations
   * @param single opens a new connection at each call, for the committers
   * @param patience how long a caller waits; what it asked for may be done even so
   */
  public PostgresRunProjections(
      DataSource pool, DataSource single, Ids ids, WriteCounters counters, Duration patience) {
    this.sql = new SqlAccess(pool, counters);
    this.encoder = new WriteEncoder(ids, counters);
    this.patience = patience;
    this.tellings =
        new Grouping<>(
            "tell",
            2,
            256,
            request -> request.told().write().bytes(),
            () -> new Session(single, Session.BY_KEY, counters),
            new TellingWork());
    this.listenings =
        new Grouping<>(
            "listen",
            1,
            256,
            request -> 0,
            () -> new Session(single, Session.BY_KEY, counters),
            new ListeningWork());
  }

  @Override
  public boolean project(EngineWrite write) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tellings.offer(new TellingWork.Request(Told.of(write, encoder), answer));
    return await(answer);
  }

  @Override
  public List<Input.LookedBack> open(Opening opening) {
    if (opening.waits().isEmpty()) return List.of();
    CompletableFuture<List<Input.LookedBack>> answer = new CompletableFuture<>();
    listenings.offer(new ListeningWork.Request(opening, answer));
    return await(answer);
  }

  @Override
  public void recordLate(RunStore.LateAnswer late) {
    LateAnswers.record(sql, late);
  }

  private <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | CancellationException e) {
      throw new StoreUnavailable("the database did not answer in " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for the database", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected rows that can be stored, but", e.getCause());
    }
  }

  /** Writes what was asked for before, then stops. */
  @Override
  public void close() {
    listenings.close();
    tellings.close();
  }
}
