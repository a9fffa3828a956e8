package dev.holdfast.application.port.in;

import dev.holdfast.application.view.ActionView;
import dev.holdfast.domain.expression.FunctionDoc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What definitions can be made of in this installation. */
public interface ReadRegistry {
  /** The step types, each a JSON object with the schema of its fields; sorted by type. */
  List<@Nullable Object> nodes();

  /** Sorted by id, then version. */
  List<ActionView> actions();

  /** The functions of the expression language, in alphabetical order. */
  List<FunctionDoc> functions();
}
