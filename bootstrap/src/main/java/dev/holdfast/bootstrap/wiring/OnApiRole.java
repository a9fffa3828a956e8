package dev.holdfast.bootstrap.wiring;

import dev.holdfast.bootstrap.settings.Settings;
import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What only nodes that take requests have. */
final class OnApiRole implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Objects.requireNonNull(context.getBeanFactory()).getBean(Settings.class).roles().api();
  }
}
