package dev.holdfast.adapter.postgres.reads;

import java.util.List;

/** The statements of this package, for {@link dev.holdfast.adapter.postgres.Sessions}. */
public final class ReadMappers {
  public static final List<Class<?>> ALL =
      List.of(RunStatements.class, EventStatements.class, BacklogStatements.class);

  private ReadMappers() {}
}
