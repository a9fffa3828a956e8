package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.actions.ActionRegistry;
import dev.holdfast.adapter.actions.http.HttpRequestAction;
import dev.holdfast.adapter.actions.log.LogWriteAction;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.settings.Settings;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What definitions can call: the built-in packs, and the beans of the host application. */
@Configuration(proxyBeanMethods = false)
public class ActionWiring {
  @Bean
  LogWriteAction logWriteAction() {
    return new LogWriteAction();
  }

  @Bean
  HttpRequestAction httpRequestAction(JsonText text, TimeSource time, Settings settings) {
    return new HttpRequestAction(text, time, settings.httpAllowPrivate());
  }

  /**
   * @param actions all beans of the type
   */
  @Bean
  Actions actions(List<Action> actions) {
    try {
      return new ActionRegistry(actions);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("an action cannot be registered: " + e.getMessage(), e);
    }
  }
}
