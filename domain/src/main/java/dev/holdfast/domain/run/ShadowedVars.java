package dev.holdfast.domain.run;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables as they are read inside loops: an item's name hides the variable of that name. */
final class ShadowedVars extends AbstractMap<String, @Nullable Object> {
  private final Map<String, @Nullable Object> vars;
  private final List<LoopBinding> loops;

  ShadowedVars(Map<String, @Nullable Object> vars, List<LoopBinding> loops) {
    this.vars = vars;
    this.loops = loops;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    for (LoopBinding loop : loops) if (loop.itemVar().equals(name)) return loop.item();
    return vars.get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    for (LoopBinding loop : loops) if (loop.itemVar().equals(name)) return true;
    return vars.containsKey(name);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(vars);
    for (LoopBinding loop : loops.reversed()) all.put(loop.itemVar(), loop.item());
    return all.entrySet();
  }
}
