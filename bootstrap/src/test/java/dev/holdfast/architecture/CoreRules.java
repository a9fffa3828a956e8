package dev.holdfast.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static dev.holdfast.architecture.Predicates.APPLICATION;
import static dev.holdfast.architecture.Predicates.DOMAIN;
import static dev.holdfast.architecture.Predicates.be;
import static dev.holdfast.architecture.Predicates.constructorOf;
import static dev.holdfast.architecture.Predicates.is;
import static dev.holdfast.architecture.Predicates.member;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channel;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;

/** What makes the core a function of its arguments. */
final class CoreRules {
  static final ArchRule domain_depends_on_nothing_but_itself_and_the_plain_jdk =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              DOMAIN,
              "java.lang..",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.time..",
              "java.math",
              "java.nio.charset",
              "org.jspecify.annotations");

  static final ArchRule application_depends_only_on_the_domain_and_the_jdk =
      classes()
          .that()
          .resideInAPackage(APPLICATION)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              APPLICATION,
              DOMAIN,
              "java.lang..",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.util.concurrent..",
              "java.time..",
              "java.math",
              "java.io",
              "java.nio..",
              "java.security",
              "org.jspecify.annotations");

  // java.io and java.nio are let in for the state's codec, which writes to memory alone.
  static final ArchRule application_touches_no_files =
      noClasses()
          .that()
          .resideInAPackage(APPLICATION)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..")
                  .or(assignableTo(File.class))
                  .or(assignableTo(FileInputStream.class))
                  .or(assignableTo(FileOutputStream.class))
                  .or(assignableTo(RandomAccessFile.class))
                  .or(assignableTo(Reader.class))
                  .or(assignableTo(Writer.class))
                  .or(assignableTo(Channel.class)));

  static final ArchRule core_reads_no_clock =
      readsNoClock(noClasses().that().resideInAnyPackage(DOMAIN, APPLICATION));

  static final ArchRule core_draws_no_random_numbers =
      drawsNoRandomNumbers(noClasses().that().resideInAnyPackage(DOMAIN, APPLICATION));

  static final ArchRule domain_has_no_threads =
      hasNoThreads(noClasses().that().resideInAPackage(DOMAIN));

  static final ArchRule application_starts_no_threads =
      noClasses()
          .that()
          .resideInAPackage(APPLICATION)
          .should()
          .dependOnClassesThat(assignableTo(Executors.class))
          .orShould()
          .accessTargetWhere(
              member("<init>|start|startVirtualThread|ofVirtual|ofPlatform|sleep", Thread.class));

  // Set.of and Map.of iterate in an order salted per JVM: two workers would replay differently.
  static final ArchRule domain_iterates_in_a_defined_order =
      iteratesInADefinedOrder(noClasses().that().resideInAPackage(DOMAIN));

  static final ArchRule core_uses_no_default_zone_or_locale =
      usesNoDefaultZoneOrLocale(noClasses().that().resideInAnyPackage(DOMAIN, APPLICATION));

  static final ArchRule core_does_not_print_log_or_reflect =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN, APPLICATION)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessTargetWhere(member("forName|newInstance|get(Declared)?Methods?", Class.class))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.lang.reflect..", "java.lang.invoke..", "org.slf4j..", "java.util.logging..");

  static final ArchRule domain_state_is_final =
      fields().that().areDeclaredInClassesThat().resideInAPackage(DOMAIN).should().beFinal();

  // A family that is open could get a member that no switch knows. What is declared to be one
  // function is no family.
  static final ArchRule domain_families_are_sealed =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .and(
              is(
                  "parents of other domain classes",
                  parent ->
                      (parent.isInterface()
                              || parent.getModifiers().contains(JavaModifier.ABSTRACT))
                          && !parent.isAnnotation()
                          && !parent.isAnnotatedWith(FunctionalInterface.class)
                          && parent.getSubclasses().stream()
                              .anyMatch(child ->
                                  child.getPackageName().contains("holdfast.domain")
                                      && !child.isAnonymousClass())))
          .should(be("sealed", family -> family.isSealed() || family.isEnum()));

  static final ArchRule messages_are_records_of_a_sealed_family =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .and()
          .haveNameMatching(".*\\.(Input|Effect|Event|JournalEntry|Verdict)(\\$.*)?")
          .should(
              be(
                  "a sealed interface, a record or an enum",
                  type ->
                      type.isRecord() || type.isEnum() || (type.isInterface() && type.isSealed())));

  static final ArchRule domain_data_holds_no_arrays_or_floats =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(DOMAIN)
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .haveRawType(
              is(
                  "an array or a floating-point number",
                  type ->
                      type.isArray()
                          || List.of("float", "double", "java.lang.Float", "java.lang.Double")
                              .contains(type.getName())));

  static final ArchRule core_declares_no_checked_exceptions =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(DOMAIN, APPLICATION)
          .and()
          .areNotPrivate()
          .should()
          .declareThrowableOfType(
              is(
                  "a checked exception",
                  type ->
                      type.isAssignableTo(Exception.class)
                          && !type.isAssignableTo(RuntimeException.class)
                          // How a use case that waits says that it was told to stop.
                          && !type.isEquivalentTo(InterruptedException.class)));

  private CoreRules() {}

  static ArchRule readsNoClock(GivenClassesConjunction code) {
    return code.should()
        .accessTargetWhere(member("now", TemporalAccessor.class))
        .orShould()
        .accessTargetWhere(member("currentTimeMillis|nanoTime", System.class))
        .orShould()
        .dependOnClassesThat(
            assignableTo(InstantSource.class)
                .or(assignableTo(Date.class))
                .or(assignableTo(Calendar.class)));
  }

  static ArchRule drawsNoRandomNumbers(GivenClassesConjunction code) {
    return code.should()
        .dependOnClassesThat(assignableTo(RandomGenerator.class))
        .orShould()
        .accessTargetWhere(member("randomUUID", UUID.class))
        .orShould()
        .accessTargetWhere(member("random", Math.class))
        .orShould()
        .accessTargetWhere(member("identityHashCode", System.class));
  }

  static ArchRule hasNoThreads(GivenClassesConjunction code) {
    return code.should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..")
                .or(assignableTo(Thread.class))
                .or(assignableTo(ThreadLocal.class)))
        .orShould()
        .accessTargetWhere(member("parallel", BaseStream.class))
        .orShould()
        .accessTargetWhere(member("parallelStream", Collection.class));
  }

  static ArchRule iteratesInADefinedOrder(GivenClassesConjunction code) {
    return code.should()
        .accessTargetWhere(member("of|ofEntries|copyOf", Map.class))
        // EnumSet declares its own, which keep the order of the constants.
        .orShould()
        .accessTargetWhere(
            member("of|copyOf", Set.class)
                .and(
                    is("not of EnumSet", owner -> !owner.getSimpleName().equals("EnumSet"))
                        .onResultOf(access -> access.getTargetOwner())))
        .orShould()
        .accessTargetWhere(
            member("to(Unmodifiable)?(Set|Map)|groupingBy|partitioningBy", Collectors.class))
        .orShould()
        .accessTargetWhere(
            constructorOf("HashMap", "HashSet", "Hashtable", "IdentityHashMap", "WeakHashMap"));
  }

  static ArchRule usesNoDefaultZoneOrLocale(GivenClassesConjunction code) {
    return code.should()
        .accessTargetWhere(member("systemDefault", ZoneId.class))
        .orShould()
        .accessTargetWhere(member("getDefault", Locale.class))
        .orShould()
        .accessTargetWhere(member("getDefault", TimeZone.class))
        .orShould()
        .accessTargetWhere(member("toLowerCase|toUpperCase", String.class, new Class<?>[0]))
        .orShould()
        .accessTargetWhere(member("format", String.class, String.class, Object[].class))
        .orShould()
        .accessTargetWhere(member("formatted", String.class))
        .orShould()
        .accessTargetWhere(member("ofPattern", DateTimeFormatter.class, String.class));
  }
}
