package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions on truth, presence and types, and those that end an evaluation. */
final class LogicFunctions {
  private LogicFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "boolean",
            "<x-:b>",
            0,
            "$boolean(value)",
            "Whether the value counts as true: not empty, not 0, not null.",
            call -> call.has(0) ? call.truthy(call.value(0)) : null),
        FunctionEntry.of(
            "not",
            "<x-:b>",
            0,
            "$not(value)",
            "The opposite of $boolean.",
            call -> call.has(0) ? !call.truthy(call.value(0)) : null),
        FunctionEntry.of(
            "exists",
            "<x:b>",
            0,
            "$exists(value)",
            "Whether there is a value, null included.",
            call -> call.has(0)),
        FunctionEntry.of(
            "type",
            "<x:s>",
            0,
            "$type(value)",
            "null, number, string, boolean, array, object or function.",
            call -> Functions.type(call.value(0))),
        FunctionEntry.of(
            "error",
            "<s?:x>",
            0,
            "$error([message])",
            "Ends the evaluation with an error; a message is shown where it is a literal.",
            call -> {
              throw call.meter().fail("D3137", sentence(call, 0, "$error was called"));
            }),
        FunctionEntry.of(
            "assert",
            "<bs?:x>",
            0,
            "$assert(condition[, message])",
            "Ends the evaluation with an error unless the condition holds.",
            LogicFunctions::assertion));
  }

  private static @Nullable Object assertion(Call call) {
    if (!Boolean.TRUE.equals(call.value(0))) {
      throw call.meter().fail("D3141", sentence(call, 1, "A condition given to $assert is false"));
    }
    return null;
  }

  /** A computed message may hold the run's data, so only what stands in the source is repeated. */
  private static String sentence(Call call, int index, String otherwise) {
    String message = call.text(index);
    if (message != null && call.meter().program().spoken().contains(message)) {
      return message;
    }
    return message == null ? otherwise + "." : otherwise + " with a computed message.";
  }
}
