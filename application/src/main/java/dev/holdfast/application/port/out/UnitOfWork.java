package dev.holdfast.application.port.out;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction over the stores of definitions, schemas, keys, tenants and audit: what they do
 * inside is kept together or not at all. Thread-safe.
 *
 * <p>The work runs on the caller's thread and must stay on it. Keep it short: rows that it wrote
 * stay locked until its end. Without a unit of work each call of a store is a transaction of its
 * own.
 */
public interface UnitOfWork {
  /**
   * Runs the work and commits; a work inside a work joins the outer one. An exception undoes
   * everything and goes on to the caller.
   *
   * @throws StoreUnavailable when the database is away; the work may then be done again from its
   *     start, or, when only the answer to the commit was lost, may be found done
   */
  <T extends @Nullable Object> T inTransaction(Supplier<T> work);
}
