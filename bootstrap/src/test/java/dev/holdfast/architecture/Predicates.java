package dev.holdfast.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The words that the rules are made of. */
final class Predicates {
  static final String DOMAIN = "..holdfast.domain..";
  static final String APPLICATION = "..holdfast.application..";
  static final String ADAPTER = "..holdfast.adapter..";
  static final String BOOTSTRAP = "..holdfast.bootstrap..";
  static final String TESTKIT = "..holdfast.testkit..";
  static final String EVERYTHING = "..holdfast..";

  private Predicates() {}

  /**
   * A call of, or a reference to, a member of this class or of one below it. Rules say {@code
   * accessTargetWhere(member(…))} and not {@code callMethod(…)}, which does not see {@code
   * Instant::now}.
   */
  static DescribedPredicate<JavaAccess<?>> member(String names, Class<?> owner) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + names,
        access ->
            access.getTarget().getName().matches(names)
                && access.getTargetOwner().isAssignableTo(owner));
  }

  /** As {@link #member}, of the overloads that take exactly these parameters. */
  static DescribedPredicate<JavaAccess<?>> member(
      String names, Class<?> owner, Class<?>... parameters) {
    List<String> wanted = Arrays.stream(parameters).map(Class::getName).toList();
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + names + wanted,
        access ->
            member(names, owner).test(access)
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList()
                    .equals(wanted));
  }

  static DescribedPredicate<JavaAccess<?>> constructorOf(String... simpleNames) {
    List<String> wanted = List.of(simpleNames);
    return DescribedPredicate.describe(
        "new " + String.join("|", wanted),
        access ->
            access.getTarget().getName().equals("<init>")
                && wanted.contains(access.getTargetOwner().getSimpleName()));
  }

  static DescribedPredicate<JavaClass> is(String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
    return ArchCondition.from(is("be " + description, predicate));
  }
}
