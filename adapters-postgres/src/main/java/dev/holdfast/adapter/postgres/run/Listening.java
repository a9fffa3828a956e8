package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.NodeLeases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that hears the notifications for one node, and connects again when it must. */
final class Listening implements AutoCloseable {
  private static final int PATIENCE_MS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final DataSource single;
  private final int node;
  private final NodeLeases.Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection open;

  Listening(DataSource single, int node, NodeLeases.Listener listener) {
    this.single = single;
    this.node = node;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("holdfast-listen").daemon().start(this::run);
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Connection connection = single.getConnection()) {
        open = connection;
        hear(connection);
      } catch (SQLException e) {
        if (closed.getCount() == 0) return;
        LOG.debug("listening was interrupted: {}", e.getMessage());
        if (pause()) return;
      }
    }
  }

  private boolean pause() {
    try {
      return closed.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void hear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + PostgresNodeLeases.WORK_CHANNEL);
      statement.execute("listen " + PostgresNodeLeases.NODE_CHANNEL + node);
    }
    listener.missed();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (closed.getCount() > 0) {
      PGNotification @Nullable [] heard = postgres.getNotifications(PATIENCE_MS);
      if (heard == null) continue;
      boolean work = false;
      List<UUID> mail = new ArrayList<>();
      for (PGNotification one : heard) {
        if (one.getName().equals(PostgresNodeLeases.WORK_CHANNEL)) work = true;
        else addIds(one.getParameter(), mail);
      }
      if (!mail.isEmpty()) listener.mail(mail);
      if (work) listener.work();
    }
  }

  private static void addIds(String text, List<UUID> into) {
    int from = 0;
    while (from < text.length()) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      into.add(UUID.fromString(text.substring(from, to)));
      from = to + 1;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Connection heard = open;
      // The thread sits in a read; without its connection it has nothing to read from.
      if (heard != null) heard.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("the connection was closed already", e);
    }
    try {
      thread.join(2L * PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
