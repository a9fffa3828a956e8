package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.catalog.CatalogMappers;
import dev.holdfast.adapter.postgres.catalog.PostgresApiKeys;
import dev.holdfast.adapter.postgres.catalog.PostgresAudit;
import dev.holdfast.adapter.postgres.catalog.PostgresDefinitions;
import dev.holdfast.adapter.postgres.catalog.PostgresRegisteredSchemas;
import dev.holdfast.adapter.postgres.catalog.PostgresTenants;
import dev.holdfast.adapter.postgres.reads.ReadMappers;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.bootstrap.installation.Database;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stores of definitions, schemas, keys, tenants and audit, over one pool for requests. */
@Configuration(proxyBeanMethods = false)
public class StoreWiring {
  /** Statements of requests that run at once; more requests wait their turn. */
  private static final int REQUEST_CONNECTIONS = 16;

  @Bean
  ConnectionPool requestPool(Database database) {
    return ConnectionPool.open(
        database.address(), "requests", REQUEST_CONNECTIONS, ConnectionPool.REQUEST_TIMEOUT);
  }

  @Bean
  Sessions sessions(ConnectionPool requestPool) {
    List<Class<?>> mappers = new ArrayList<>(CatalogMappers.ALL);
    mappers.addAll(ReadMappers.ALL);
    return new Sessions(requestPool.dataSource(), mappers);
  }

  @Bean
  Definitions definitions(Sessions sessions, JsonText text) {
    return new PostgresDefinitions(sessions, text);
  }

  @Bean
  RegisteredSchemas registeredSchemas(Sessions sessions) {
    return new PostgresRegisteredSchemas(sessions);
  }

  @Bean
  ApiKeys apiKeys(Sessions sessions) {
    return new PostgresApiKeys(sessions);
  }

  @Bean
  Tenants tenants(Sessions sessions) {
    return new PostgresTenants(sessions);
  }

  @Bean
  Audit audit(Sessions sessions, JsonText text) {
    return new PostgresAudit(sessions, text);
  }
}
