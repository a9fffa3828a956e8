package dev.holdfast.domain.definition;

import java.util.List;

/**
 * Where an assignment writes: the one path grammar ({@code payload.a.b}, {@code vars.a[0].b},
 * {@code meta.a}, a JSON pointer such as {@code /vars/a/0}, or a bare name, which means {@code
 * vars.<name>}).
 *
 * @param root what is written into
 * @param keys member names and list indexes (whole numbers in plain digits address a list where
 *     there is one), outermost first; never empty
 */
public record AssignPath(Root root, List<String> keys) {
  /** The parts of a run's data that can be written. */
  public enum Root {
    PAYLOAD,
    VARS,
    META
  }

  public AssignPath {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) throw new IllegalArgumentException("expected at least one key, but none");
  }
}
