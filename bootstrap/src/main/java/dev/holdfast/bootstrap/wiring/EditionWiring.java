package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.run.PostgresEngineClosings;
import dev.holdfast.adapter.postgres.run.PostgresRunProjections;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.application.edition.EngineEdition;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunProjections;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.bootstrap.health.EditionHealth;
import dev.holdfast.bootstrap.health.ReconcilerHealth;
import dev.holdfast.bootstrap.health.ReconcilerMeters;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.SettingInvalid;
import dev.holdfast.bootstrap.settings.Settings;
import java.time.Duration;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The engine that an edition brings beside the one on PostgreSQL. Its module is found, never named:
 * without it the other editions start and work as ever.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEdition.class)
public class EditionWiring {
  /** An activity of the engine gives up soon after, and comes back. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean
  EngineEdition engineEdition(Settings settings) {
    String name = settings.edition().text();
    for (EngineEdition edition : ServiceLoader.load(EngineEdition.class)) {
      if (edition.name().equals(name)) return edition;
    }
    throw new StartRefused("edition " + name + " is not in this build: its module is missing");
  }

  @Bean
  RunProjections runProjections(
      ConnectionPool enginePool, Database database, Ids ids, WriteCounters counters) {
    return new PostgresRunProjections(
        enginePool.dataSource(),
        SingleConnections.to(database.address(), "projections"),
        ids,
        counters,
        PATIENCE);
  }

  @Bean
  EngineClosings engineClosings(ConnectionPool enginePool, WriteCounters counters) {
    return new PostgresEngineClosings(enginePool.dataSource(), counters);
  }

  @Bean
  EngineEdition.Ports editionPorts(
      RunIntake intake,
      RunProjections projections,
      RunOrders orders,
      CallbackTokens tokens,
      Ids ids,
      TimeSource time,
      RuntimeMetrics metrics,
      ObjectProvider<CrashPoints> crashPoints) {
    return new EngineEdition.Ports(
        intake,
        projections,
        orders,
        tokens,
        ids,
        time,
        metrics,
        crashPoints.getIfAvailable(() -> CrashPoints.NONE));
  }

  /** The use cases it drives are themselves driven to it, so it gets them when it begins. */
  @Bean
  OuterEngine outerEngine(
      EngineEdition edition,
      EngineEdition.Ports ports,
      Settings settings,
      ObjectProvider<PinProgram> programs,
      ObjectProvider<InvokeAction> actions,
      ObjectProvider<StartRun> starts,
      ObjectProvider<RunChanges> changes) {
    try {
      return edition.open(
          ports,
          () ->
              new EngineEdition.Uses(
                  programs.getObject(),
                  actions.getObject(),
                  starts.getObject(),
                  changes.getObject()),
          name -> text(settings, name));
    } catch (IllegalArgumentException e) {
      throw new SettingInvalid(String.valueOf(e.getMessage()));
    }
  }

  /** What is set for all engines, and for this one. */
  private static @Nullable String text(Settings settings, String name) {
    return name.equals(Setting.WORKER_CONCURRENCY.property())
        ? Integer.toString(settings.workerConcurrency())
        : settings.temporal().text(name);
  }

  @Bean(destroyMethod = "")
  OuterNode outerNode(OuterEngine outerEngine, Settings settings) {
    return new OuterNode(outerEngine, settings.roles());
  }

  @Bean
  EngineReconciler engineReconciler(
      EngineEdition edition,
      OuterEngine outerEngine,
      EngineClosings closings,
      RunIntake intake,
      RunChanges changes,
      TimeSource time) {
    return new EngineReconciler(edition.engineName(), outerEngine, closings, intake, changes, time);
  }

  @Bean
  ReconcilerNode reconcilerNode(EngineReconciler reconciler, Settings settings) {
    return new ReconcilerNode(reconciler, settings.roles().scheduler());
  }

  @Bean
  EditionHealth edition(OuterEngine outerEngine) {
    return new EditionHealth(outerEngine);
  }

  @Bean
  ReconcilerHealth reconciler(EngineReconciler reconciler) {
    return new ReconcilerHealth(reconciler);
  }

  @Bean
  ReconcilerMeters reconcilerMeters(EngineReconciler reconciler) {
    return new ReconcilerMeters(reconciler);
  }
}
