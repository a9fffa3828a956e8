package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.port.out.UnitOfWork;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use cases of definitions, the registry, keys and tenants. */
@Configuration(proxyBeanMethods = false)
public class DefinitionWiring {
  @Bean
  AuditTrail auditTrail(Audit audit, Ids ids) {
    return new AuditTrail(audit, ids);
  }

  @Bean
  Stamp stamp(TimeSource time, Ids ids, AuditTrail trail) {
    return new Stamp(time, ids, trail);
  }

  @Bean
  DefinitionChecks definitionChecks(
      ExpressionEngine expressions,
      Actions actions,
      Definitions definitions,
      RegisteredSchemas registered,
      JsonSchemas schemas) {
    return new DefinitionChecks(expressions, actions, definitions, registered, schemas);
  }

  @Bean
  Programs programs(
      ExpressionEngine expressions,
      Definitions definitions,
      Actions actions,
      JsonSchemas schemas,
      JsonText text,
      TimeSource time) {
    return new Programs(expressions, definitions, actions, schemas, text, time);
  }

  @Bean
  DefinitionPublishing definitionPublishing(
      Definitions definitions,
      DefinitionChecks checks,
      ExpressionEngine expressions,
      Programs programs,
      UnitOfWork work,
      Stamp stamp,
      JsonText text) {
    return new DefinitionPublishing(definitions, checks, expressions, programs, work, stamp, text);
  }

  @Bean
  DefinitionEditing definitionEditing(
      Definitions definitions,
      DefinitionChecks checks,
      DefinitionPublishing publishing,
      Programs programs,
      UnitOfWork work,
      Stamp stamp,
      JsonText text) {
    return new DefinitionEditing(definitions, checks, publishing, programs, work, stamp, text);
  }

  @Bean
  DefinitionReading definitionReading(
      Definitions definitions, DefinitionChecks checks, AuditTrail trail, JsonText text) {
    return new DefinitionReading(definitions, checks, trail, text);
  }

  @Bean
  RegistryReading registryReading(Actions actions, ExpressionEngine expressions, JsonText text) {
    return new RegistryReading(actions, expressions, text);
  }

  @Bean
  SchemaRegistry schemaRegistry(
      RegisteredSchemas registered,
      JsonSchemas schemas,
      JsonText text,
      UnitOfWork work,
      Stamp stamp) {
    return new SchemaRegistry(registered, schemas, text, work, stamp);
  }

  @Bean
  ApiKeyAuthentication apiKeyAuthentication(ApiKeys keys, Tenants tenants, TimeSource time) {
    return new ApiKeyAuthentication(keys, tenants, time);
  }

  @Bean
  ApiKeyAdministration apiKeyAdministration(
      ApiKeys keys,
      Tenants tenants,
      ApiKeyAuthentication authentication,
      UnitOfWork work,
      Stamp stamp) {
    return new ApiKeyAdministration(keys, tenants, authentication, work, stamp);
  }

  @Bean
  TenantAdministration tenantAdministration(Tenants tenants, UnitOfWork work, Stamp stamp) {
    return new TenantAdministration(tenants, work, stamp);
  }
}
