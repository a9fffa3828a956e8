package dev.holdfast.domain.definition;

import java.util.List;

/**
 * Steps run one after the other.
 *
 * @param path static path of the list, such as {@code root}, {@code root.steps[3].try}, {@code
 *     root.steps[3].body}, {@code root.steps[0].branches[left]} or {@code errorHandler}; the path
 *     of its n-th step is this plus {@code .steps[n]}
 */
public record StepList(String path, List<Step> steps) {
  public StepList {
    steps = List.copyOf(steps);
  }
}
