package dev.holdfast.adapter.jsonata;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list of the core as the library sees it. Unmodifiable but for one thing: when the library
 * groups an empty list, it puts a placeholder into it and would trip over a refusal. The
 * placeholder stays in this view, and only until the grouping is done.
 */
final class InputList extends AbstractList<@Nullable Object> implements RandomAccess {
  private final List<?> core;
  private final Inputs inputs;
  private boolean filled;

  InputList(List<?> core, Inputs inputs) {
    this.core = core;
    this.inputs = inputs;
  }

  List<?> core() {
    return core;
  }

  @Override
  public @Nullable Object get(int index) {
    if (filled && index == 0) {
      return null;
    }
    return inputs.show(core.get(index));
  }

  @Override
  public int size() {
    return filled ? 1 : core.size();
  }

  @Override
  public boolean add(@Nullable Object placeholder) {
    if (placeholder != null || !core.isEmpty()) {
      throw new UnsupportedOperationException("a list of the scope cannot be changed");
    }
    filled = true;
    inputs.filled(this);
    return true;
  }

  void restore() {
    filled = false;
  }
}
