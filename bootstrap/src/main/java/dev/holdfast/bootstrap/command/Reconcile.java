package dev.holdfast.bootstrap.command;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.application.service.EngineReconciler.Comparison;
import dev.holdfast.bootstrap.health.HealthWiring;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.settings.Edition;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.bootstrap.wiring.ActionWiring;
import dev.holdfast.bootstrap.wiring.CoreWiring;
import dev.holdfast.bootstrap.wiring.DefinitionWiring;
import dev.holdfast.bootstrap.wiring.EditionWiring;
import dev.holdfast.bootstrap.wiring.EngineWiring;
import dev.holdfast.bootstrap.wiring.RunWiring;
import dev.holdfast.bootstrap.wiring.StoreWiring;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** {@code reconcile}: the engine against the projections, once, over all live runs. */
final class Reconcile {
  private static final int AT_ONCE = 500;

  private final Surroundings around;

  Reconcile(Surroundings around) {
    this.around = around;
  }

  int run(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    sorted.expectNoPlain();
    Settings settings = sorted.settings(around.variables(), around.properties());
    if (settings.edition() != Edition.EE
        || settings.temporal().text("holdfast.temporal.target") == null) {
      throw new UsageRefused("reconcile needs --edition ee and --temporal: there is nothing else");
    }
    try (OpenInstallation open = OpenInstallation.of(settings);
        AnnotationConfigApplicationContext context = wire(settings.idle(), open.database())) {
      return compare(context.getBean(EngineReconciler.class));
    } catch (StoreUnavailable away) {
      around.err().println("holdfast: " + away.getMessage());
      return CommandLine.FAILED;
    }
  }

  /** Everything but the web server, doing nothing of its own accord. */
  private AnnotationConfigApplicationContext wire(Settings settings, Database database) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.getBeanFactory().registerSingleton("settings", settings);
    context.getBeanFactory().registerSingleton("database", database);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    around.hosts().forEach(context::register);
    context.register(
        CoreWiring.class,
        ActionWiring.class,
        StoreWiring.class,
        EngineWiring.class,
        EditionWiring.class,
        DefinitionWiring.class,
        RunWiring.class,
        HealthWiring.class);
    context.refresh();
    return context;
  }

  private int compare(EngineReconciler reconciler) {
    int compared = 0;
    int repaired = 0;
    Comparison last;
    // Each run that is compared goes to the end of the line, with the time at which it was.
    Duration age = Duration.ofSeconds(1);
    do {
      last = reconciler.compare(age, AT_ONCE);
      compared += last.compared();
      repaired += last.repaired();
    } while (last.compared() - last.differing().size() >= AT_ONCE / 2);
    around.out().printf("compared %d live runs, ended %d rows%n", compared, repaired);
    new TreeMap<>(last.differing())
        .forEach((runId, finding) ->
            around.out().printf("%s  %s%n", runId, finding.name().toLowerCase(Locale.ROOT)));
    return last.differing().isEmpty() ? CommandLine.DONE : CommandLine.FAILED;
  }
}
