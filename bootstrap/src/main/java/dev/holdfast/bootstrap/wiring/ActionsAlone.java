package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.bootstrap.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The actions of an installation without the rest of it: nothing is called, only described. */
public final class ActionsAlone implements AutoCloseable {
  private final AnnotationConfigApplicationContext context;

  private ActionsAlone(AnnotationConfigApplicationContext context) {
    this.context = context;
  }

  /**
   * @param hosts Spring configurations of the host application; of their beans only actions, and
   *     what these need, are made
   */
  public static ActionsAlone of(List<Class<?>> hosts) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    context.registerBean(JsonText.class, JacksonJsonText::new);
    context.registerBean(TimeSource.class, () -> Instant::now);
    context.registerBean(Settings.class, () -> Settings.of(Map.of()));
    context.register(ActionWiring.class);
    for (Class<?> host : hosts) context.register(host);
    context.refresh();
    return new ActionsAlone(context);
  }

  public Actions actions() {
    return context.getBean(Actions.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
