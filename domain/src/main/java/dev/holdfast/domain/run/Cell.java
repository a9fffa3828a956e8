package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place for one value that changes during a fold. Everywhere else fields are final. */
final class Cell<T extends @Nullable Object> {
  private final List<T> content;

  Cell(T first) {
    content = new ArrayList<>(1);
    content.add(first);
  }

  T get() {
    return content.getFirst();
  }

  void set(T value) {
    content.set(0, value);
  }
}
