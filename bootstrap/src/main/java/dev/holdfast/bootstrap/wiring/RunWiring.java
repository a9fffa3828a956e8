package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.reads.PostgresBacklog;
import dev.holdfast.adapter.postgres.reads.PostgresEventReads;
import dev.holdfast.adapter.postgres.reads.PostgresRunReads;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Backlog;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.service.ActionCalls;
import dev.holdfast.application.service.Callbacks;
import dev.holdfast.application.service.EventQueries;
import dev.holdfast.application.service.EventSubmission;
import dev.holdfast.application.service.PayloadSchemas;
import dev.holdfast.application.service.PublishedWorkflows;
import dev.holdfast.application.service.RunOperations;
import dev.holdfast.application.service.RunQueries;
import dev.holdfast.application.service.RunStarts;
import dev.holdfast.application.service.RunWatch;
import dev.holdfast.application.service.TriggerStarts;
import dev.holdfast.bootstrap.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** The use cases of runs and events, and what they read. */
@Configuration(proxyBeanMethods = false)
public class RunWiring {
  private final RunWatch watch = new RunWatch();

  @Bean
  RunWatch runWatch() {
    return watch;
  }

  /** Callers who wait for a run get their answer before the server begins to stop. */
  @EventListener(ContextClosedEvent.class)
  public void endWaiting() {
    watch.end();
  }

  @Bean
  RunReads runReads(Sessions sessions, JsonText text) {
    return new PostgresRunReads(sessions, text);
  }

  @Bean
  EventReads eventReads(Sessions sessions) {
    return new PostgresEventReads(sessions);
  }

  @Bean
  Backlog backlog(Sessions sessions) {
    return new PostgresBacklog(sessions);
  }

  @Bean
  RunStarts runStarts(
      PublishedWorkflows workflows, RunEngine engine, RunReads runs, TimeSource time, Ids ids) {
    return new RunStarts(workflows, engine, runs, time, ids);
  }

  @Bean
  RunOperations runOperations(RunEngine engine, RunReads runs, StartRun starts, Ids ids) {
    return new RunOperations(engine, runs, starts, ids);
  }

  @Bean
  RunQueries runQueries(
      RunReads runs, EventReads events, ObjectProvider<HeldRuns> held, RunWatch runWatch) {
    return new RunQueries(runs, events, held.getIfAvailable(() -> HeldRuns.NONE), runWatch);
  }

  @Bean
  TriggerStarts triggerStarts(
      EventRouter router, PublishedWorkflows workflows, StartRun starts, TimeSource time, Ids ids) {
    return new TriggerStarts(router, workflows, starts, time, ids);
  }

  @Bean
  EventSubmission eventSubmission(
      EventRouter router,
      PublishedWorkflows workflows,
      TriggerStarts triggers,
      PayloadSchemas schemas,
      RunReads runs,
      Ids ids,
      Settings settings,
      JsonText text) {
    return new EventSubmission(
        router,
        workflows,
        triggers,
        schemas,
        CorrelationPaths.read(settings.correlationPaths(), text),
        runs,
        ids);
  }

  @Bean
  EventQueries eventQueries(EventReads events, TimeSource time) {
    return new EventQueries(events, time);
  }

  @Bean
  Callbacks callbacks(RunEngine engine) {
    return new Callbacks(engine);
  }

  @Bean
  ActionCalls actionCalls(Actions actions, ActionLedger ledger, JsonSchemas schemas) {
    return new ActionCalls(actions, ledger, schemas);
  }
}
