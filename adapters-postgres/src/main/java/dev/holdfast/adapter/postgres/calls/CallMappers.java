package dev.holdfast.adapter.postgres.calls;

import java.util.List;

/** The statements of this package, for {@link dev.holdfast.adapter.postgres.Sessions}. */
public final class CallMappers {
  public static final List<Class<?>> ALL =
      List.of(LedgerStatements.class, InstallationKeyStatements.class);

  private CallMappers() {}
}
