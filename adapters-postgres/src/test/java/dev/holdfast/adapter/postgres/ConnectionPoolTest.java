package dev.holdfast.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
  @Test
  void the_pools_threads_do_not_hang_on_to_the_class_loader_of_whoever_opens_it() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      here.setContextClassLoader(application);
      try (ConnectionPool pool =
              ConnectionPool.open(
                  ScratchServer.freshDatabase(), "test", 2, ConnectionPool.REQUEST_TIMEOUT);
          Connection first = pool.dataSource().getConnection();
          Connection second = pool.dataSource().getConnection()) {
        assertThat(first.isValid(1)).isTrue();
        assertThat(second.isValid(1)).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
            .anyMatch(thread -> thread.getName().startsWith("holdfast-pool-"))
            .filteredOn(thread -> thread != here)
            .noneMatch(thread -> thread.getContextClassLoader() == application);
      } finally {
        here.setContextClassLoader(before);
      }
    }
  }
}
