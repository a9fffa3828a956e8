package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names an expression sees, looked up when they are asked for: roots first, then loop bindings
 * with the nearest loop first, then the members of {@code vars}. Never copies the run's data; valid
 * until the next write.
 */
final class Scope extends AbstractMap<String, @Nullable Object> {
  /** Names that are roots everywhere: where one is not set, no variable stands in for it. */
  private static final List<String> ROOTS =
      List.of("payload", "vars", "meta", "error", "event", "childRun", "nodes", "local");

  private final Fold fold;
  private final Fiber fiber;
  private final @Nullable Map<String, @Nullable Object> childRun;
  private final Cell<@Nullable List<LoopBinding>> loops = new Cell<>(null);

  private Scope(Fold fold, Fiber fiber, @Nullable Map<String, @Nullable Object> childRun) {
    this.fold = fold;
    this.fiber = fiber;
    this.childRun = childRun;
  }

  static Scope seenBy(Fold fold, Fiber fiber) {
    return new Scope(fold, fiber, null);
  }

  /** With the root {@code childRun} that output mappings see. */
  static Scope seenBy(Fold fold, Fiber fiber, Map<String, @Nullable Object> childRun) {
    return new Scope(fold, fiber, childRun);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name instanceof String text ? find(text).value() : null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && find(text).found();
  }

  private Lookup find(String name) {
    if (ROOTS.contains(name)) return findRoot(name);
    for (LoopBinding loop : loops()) if (loop.has(name)) return found(loop.get(name));
    Map<String, @Nullable Object> vars = fold.roots.vars();
    Object value = vars.get(name);
    return value != null || vars.containsKey(name) ? found(value) : Lookup.MISSING;
  }

  private Lookup findRoot(String name) {
    return switch (name) {
      case "payload" -> found(fold.roots.payload());
      case "vars" -> found(vars());
      case "meta" -> found(fold.roots.meta());
      case "error" -> {
        RunError error = error();
        yield error == null ? Lookup.MISSING : found(error.toJson());
      }
      case "event" -> {
        Taken taken = taken();
        yield taken == null ? Lookup.MISSING : found(taken.event().toJson());
      }
      case "childRun" -> childRun == null ? Lookup.MISSING : found(childRun);
      case "local" -> loops().isEmpty() ? Lookup.MISSING : found(local());
      case String other -> Lookup.MISSING;
    };
  }

  private static Lookup found(@Nullable Object value) {
    return new Lookup(true, value);
  }

  private Map<String, @Nullable Object> vars() {
    Map<String, @Nullable Object> vars = fold.roots.vars();
    return loops().isEmpty() ? vars : new ShadowedVars(vars, loops());
  }

  private Map<String, @Nullable Object> local() {
    Map<String, @Nullable Object> local = new LinkedHashMap<>();
    for (LoopBinding loop : loops()) {
      for (String name : loop.names()) local.putIfAbsent(name, loop.get(name));
    }
    return Json.object(local);
  }

  private List<LoopBinding> loops() {
    List<LoopBinding> known = loops.get();
    if (known != null) return known;
    List<LoopBinding> found = new ArrayList<>();
    Fiber at = fiber;
    addLoops(at, found);
    while (!at.id().isRoot()) {
      Fiber parent = fold.fiber(at.id().parent());
      if (parent.top() instanceof Frame.Joining joining && joining.items() != null) {
        found.add(binding(parent, parent.listAt(), joining.items(), at.id().number()));
      }
      addLoops(parent, found);
      at = parent;
    }
    loops.set(found);
    return found;
  }

  private void addLoops(Fiber at, List<LoopBinding> found) {
    for (int i = at.frames().size() - 1; i > 0; i--) {
      if (at.frames().get(i) instanceof Frame.Looping looping) {
        found.add(binding(at, i - 1, looping.items(), looping.index()));
      }
    }
  }

  private LoopBinding binding(Fiber at, int listAt, Held items, int index) {
    if (fold.step(at, listAt) instanceof Step.ForEach loop) {
      List<@Nullable Object> list = Items.list(items);
      return new LoopBinding(loop.itemVar(), list.get(index), index, list.size());
    }
    throw new IllegalStateException("expected a loop around " + at.list().path());
  }

  private @Nullable RunError error() {
    for (Fiber at = fiber; at != null; at = outer(at)) {
      for (int i = at.frames().size() - 1; i >= 0; i--) {
        if (at.frames().get(i) instanceof Frame.Steps steps && steps.error() != null) {
          return steps.error();
        }
      }
    }
    return null;
  }

  private @Nullable Taken taken() {
    for (Fiber at = fiber; at != null; at = outer(at)) {
      for (int i = at.frames().size() - 1; i >= 0; i--) {
        if (at.frames().get(i) instanceof Frame.Steps steps && steps.event() != null) {
          return steps.event();
        }
      }
    }
    return null;
  }

  private @Nullable Fiber outer(Fiber at) {
    return at.id().isRoot() ? null : fold.fiber(at.id().parent());
  }

  /** Asked for by expressions that walk over everything there is. */
  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String root : ROOTS) {
      Lookup value = findRoot(root);
      if (value.found()) all.put(root, value.value());
    }
    local().forEach(all::putIfAbsent);
    return all.entrySet();
  }
}
