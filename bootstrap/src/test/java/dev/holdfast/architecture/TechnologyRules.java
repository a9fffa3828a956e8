package dev.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.holdfast.architecture.Predicates.BOOTSTRAP;
import static dev.holdfast.architecture.Predicates.EVERYTHING;
import static dev.holdfast.architecture.Predicates.TESTKIT;

import com.tngtech.archunit.lang.ArchRule;

/** Each technology is known to one module; bootstrap wires what it must. */
final class TechnologyRules {
  private static final String ACTIONS = "..holdfast.adapter.actions..";
  private static final String JSON = "..holdfast.adapter.json..";
  private static final String JSONATA = "..holdfast.adapter.jsonata..";
  private static final String POSTGRES = "..holdfast.adapter.postgres..";
  private static final String QUARTZ = "..holdfast.adapter.quartz..";
  private static final String REST = "..holdfast.adapter.rest..";
  private static final String TEMPORAL = "..holdfast.adapter.temporal..";

  static final ArchRule jackson_only_reads_and_writes_text =
      only("tools.jackson..", "com.fasterxml..").in(JSON, REST, BOOTSTRAP);
  static final ArchRule json_schema_only_in_json = only("com.networknt..").in(JSON);
  static final ArchRule jsonata_only_in_its_adapter = only("com.dashjoin..").in(JSONATA);
  static final ArchRule linear_regular_expressions_only_where_authors_write_them =
      only("com.google.re2j..").in(JSONATA, JSON);
  // Quartz takes its connections by an interface that names java.sql's; that one class gives them.
  static final ArchRule sql_only_in_postgres =
      only("java.sql..").butForClass("PooledConnections").in(POSTGRES, BOOTSTRAP);
  static final ArchRule data_sources_only_in_postgres_and_quartz =
      only("javax.sql..").in(POSTGRES, QUARTZ, BOOTSTRAP);
  static final ArchRule database_libraries_only_in_postgres =
      only("org.apache.ibatis..", "org.flywaydb..", "org.postgresql..", "io.zonky..")
          .in(POSTGRES, BOOTSTRAP);
  static final ArchRule connection_pool_only_in_postgres =
      only("com.zaxxer..").in(POSTGRES, BOOTSTRAP);
  static final ArchRule quartz_only_in_its_adapter = only("org.quartz..").in(QUARTZ);
  static final ArchRule temporal_only_in_its_adapter =
      only("io.temporal..", "io.grpc..", "com.google.protobuf..", "com.uber.m3..").in(TEMPORAL);
  // Found at run time alone: an installation may be without it.
  static final ArchRule nobody_names_the_temporal_adapter = only(TEMPORAL).in(TEMPORAL);
  static final ArchRule spring_only_in_rest_and_bootstrap =
      only("org.springframework..").in(REST, BOOTSTRAP);
  static final ArchRule servlets_only_in_rest_and_bootstrap =
      only("jakarta.servlet..", "org.apache.catalina..", "org.apache.tomcat..").in(REST, BOOTSTRAP);
  static final ArchRule metrics_library_only_in_rest_temporal_and_bootstrap =
      only("io.micrometer..").in(REST, TEMPORAL, BOOTSTRAP);
  static final ArchRule http_client_only_in_actions = only("java.net.http..").in(ACTIONS);
  static final ArchRule test_libraries_only_in_testkit =
      only("org.junit..", "org.assertj..").in(TESTKIT);

  private TechnologyRules() {}

  private static Technology only(String... packages) {
    return new Technology(packages);
  }

  private static final class Technology {
    private final String[] packages;
    private final String exempt;

    Technology(String... packages) {
      this("", packages);
    }

    private Technology(String exempt, String[] packages) {
      this.exempt = exempt;
      this.packages = packages;
    }

    Technology butForClass(String simpleName) {
      return new Technology(simpleName, packages);
    }

    ArchRule in(String... owners) {
      return noClasses()
          .that()
          .resideInAPackage(EVERYTHING)
          .and()
          .resideOutsideOfPackages(owners)
          .and()
          .doNotHaveSimpleName(exempt)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages);
    }
  }
}
