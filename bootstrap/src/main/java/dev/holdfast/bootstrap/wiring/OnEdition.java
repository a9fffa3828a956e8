package dev.holdfast.bootstrap.wiring;

import dev.holdfast.bootstrap.settings.Edition;
import dev.holdfast.bootstrap.settings.Settings;
import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What an edition with an engine of its own has, and others do not. */
final class OnEdition implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Objects.requireNonNull(context.getBeanFactory()).getBean(Settings.class).edition()
        == Edition.EE;
  }
}
