package dev.holdfast.adapter.postgres.catalog;

import java.util.List;

/** The statements of this package, for {@link dev.holdfast.adapter.postgres.Sessions}. */
public final class CatalogMappers {
  public static final List<Class<?>> ALL =
      List.of(
          DefinitionStatements.class,
          SchemaStatements.class,
          ApiKeyStatements.class,
          TenantStatements.class,
          AuditStatements.class);

  private CatalogMappers() {}
}
