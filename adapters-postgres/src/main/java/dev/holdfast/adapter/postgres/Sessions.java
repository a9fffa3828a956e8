package dev.holdfast.adapter.postgres;

import dev.holdfast.adapter.postgres.mapping.InstantHandler;
import dev.holdfast.adapter.postgres.mapping.TextsHandler;
import dev.holdfast.adapter.postgres.mapping.UuidHandler;
import dev.holdfast.application.port.out.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * MyBatis over one pool, and the unit of work of all stores that share it. Thread-safe. Failures of
 * the database leave it as {@link dev.holdfast.application.port.out.StoreUnavailable} only.
 */
public final class Sessions implements UnitOfWork {
  private final SqlSessionFactory factory;
  private final ScopedValue<SqlSession> current = ScopedValue.newInstance();

  /**
   * @param mappers the interfaces that hold the statements
   */
  public Sessions(DataSource database, List<Class<?>> mappers) {
    Configuration configuration =
        new Configuration(new Environment("holdfast", new JdbcTransactionFactory(), database));
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.setArgNameBasedConstructorAutoMapping(true);
    // A statement is what it says: nothing is remembered between two of them.
    configuration.setCacheEnabled(false);
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    configuration.setJdbcTypeForNull(JdbcType.NULL);
    configuration.getTypeHandlerRegistry().register(UUID.class, UuidHandler.class);
    configuration.getTypeHandlerRegistry().register(Instant.class, InstantHandler.class);
    // For results; parameters that are lists name the handler, since they are seen by their class.
    configuration.getTypeHandlerRegistry().register(List.class, TextsHandler.class);
    mappers.forEach(configuration::addMapper);
    this.factory = new SqlSessionFactoryBuilder().build(configuration);
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    if (current.isBound()) return work.get();
    try (SqlSession session = factory.openSession(false)) {
      T result = ScopedValue.where(current, session).call(work::get);
      session.commit(true);
      return result;
    } catch (PersistenceException e) {
      throw SqlFailures.translate(e);
    }
  }

  /**
   * Runs statements, in the current unit of work or each in a transaction of its own.
   *
   * @param mapper one of the interfaces given at construction
   */
  public <M, T extends @Nullable Object> T with(Class<M> mapper, Function<M, T> statements) {
    try {
      if (current.isBound()) return statements.apply(current.get().getMapper(mapper));
      try (SqlSession session = factory.openSession(true)) {
        return statements.apply(session.getMapper(mapper));
      }
    } catch (PersistenceException e) {
      throw SqlFailures.translate(e);
    }
  }
}
