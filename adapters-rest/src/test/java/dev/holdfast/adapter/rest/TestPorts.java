package dev.holdfast.adapter.rest;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.json.NetworkntJsonSchemas;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.service.ApiKeyAdministration;
import dev.holdfast.application.service.ApiKeyAuthentication;
import dev.holdfast.application.service.AuditTrail;
import dev.holdfast.application.service.DefinitionChecks;
import dev.holdfast.application.service.DefinitionEditing;
import dev.holdfast.application.service.DefinitionEditing.Stamp;
import dev.holdfast.application.service.DefinitionPublishing;
import dev.holdfast.application.service.DefinitionReading;
import dev.holdfast.application.service.Programs;
import dev.holdfast.application.service.RegistryReading;
import dev.holdfast.application.service.SchemaRegistry;
import dev.holdfast.application.service.TenantAdministration;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.testkit.SettableTime;
import dev.holdfast.testkit.store.MemoryApiKeys;
import dev.holdfast.testkit.store.MemoryAudit;
import dev.holdfast.testkit.store.MemoryDatabase;
import dev.holdfast.testkit.store.MemoryDefinitions;
import dev.holdfast.testkit.store.MemoryIds;
import dev.holdfast.testkit.store.MemorySchemas;
import dev.holdfast.testkit.store.MemoryTenants;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The real use cases on stores in memory. */
final class TestPorts {
  final SettableTime time = new SettableTime();
  final MemoryDatabase database = new MemoryDatabase();
  final MemoryIds ids = new MemoryIds();
  final Set<UUID> withLiveRuns = ConcurrentHashMap.newKeySet();
  final MemoryDefinitions definitions = new MemoryDefinitions(database, withLiveRuns::contains);
  final MemorySchemas registered = new MemorySchemas(database);
  final MemoryTenants tenants = new MemoryTenants(database);
  final MemoryApiKeys keys = new MemoryApiKeys(database, tenants);
  final MemoryAudit audit = new MemoryAudit(database);
  final JsonText text = new JacksonJsonText();
  final JsonSchemas schemas = new NetworkntJsonSchemas();
  final ExpressionEngine expressions = new JsonataExpressions();
  final Actions actions = new TestActions();

  final AuditTrail trail = new AuditTrail(audit, ids);
  final Stamp stamp = new Stamp(time, ids, trail);
  final DefinitionChecks checks =
      new DefinitionChecks(expressions, actions, definitions, registered, schemas);
  final Programs programs = new Programs(expressions, definitions, actions, schemas, text, time);
  final DefinitionPublishing publishing =
      new DefinitionPublishing(definitions, checks, expressions, programs, database, stamp, text);
  final DefinitionEditing editing =
      new DefinitionEditing(definitions, checks, publishing, programs, database, stamp, text);
  final DefinitionReading reading = new DefinitionReading(definitions, checks, trail, text);
  final SchemaRegistry schemaRegistry =
      new SchemaRegistry(registered, schemas, text, database, stamp);
  final RegistryReading registry = new RegistryReading(actions, expressions, text);
  final ApiKeyAuthentication authentication = new ApiKeyAuthentication(keys, tenants, time);
  final ApiKeyAdministration keyAdministration =
      new ApiKeyAdministration(keys, tenants, authentication, database, stamp);
  final TenantAdministration tenantAdministration =
      new TenantAdministration(tenants, database, stamp);
}
