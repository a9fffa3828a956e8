package dev.holdfast.application.edition;

import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunProjections;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.TimeSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An edition's engine beside the one that every installation has. Found by {@link
 * java.util.ServiceLoader}: what is not on the class path is not there.
 */
public interface EngineEdition {
  /** As {@code holdfast.edition} names it, such as {@code ee}. */
  String name();

  /** What its runs' {@code engine} shows. */
  String engineName();

  /**
   * Makes the engine; it does no work before {@link OuterEngine#begin}.
   *
   * @param uses asked for when the engine begins: the use cases are driven to it and by it
   * @param settings a setting's text by its full name such as {@code holdfast.temporal.target};
   *     null where it is not given
   * @throws IllegalArgumentException when a setting is wrong; the message names it
   */
  OuterEngine open(Ports ports, Supplier<Uses> uses, Function<String, @Nullable String> settings);

  /** What the engine needs from outside. */
  record Ports(
      RunIntake intake,
      RunProjections projections,
      RunOrders orders,
      CallbackTokens tokens,
      Ids ids,
      TimeSource time,
      RuntimeMetrics metrics,
      CrashPoints crashPoints) {}

  /** The use cases it drives. */
  record Uses(PinProgram programs, InvokeAction actions, StartRun starts, RunChanges changes) {}
}
