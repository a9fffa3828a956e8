package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Utils.JList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function. Arguments may come unchecked, from a function that takes functions, so
 * every reading checks.
 */
record Call(NativeFunction function, List<?> arguments, Meter meter) {
  @Nullable Object value(int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  boolean has(int index) {
    return value(index) != null;
  }

  @Nullable String text(int index) {
    return switch (value(index)) {
      case null -> null;
      case String text -> text;
      default -> throw misfit(index);
    };
  }

  String text(int index, String otherwise) {
    String text = text(index);
    return text == null ? otherwise : text;
  }

  /** A string that the function cannot do without, though another argument may be missing. */
  String required(int index) {
    String text = text(index);
    if (text == null) {
      throw misfit(index);
    }
    return text;
  }

  @Nullable Number number(int index) {
    return switch (value(index)) {
      case null -> null;
      case Number number when Numbers.tooLarge(number) ->
          throw meter.fail(
              "NUMBER_TOO_LARGE",
              "Argument "
                  + (index + 1)
                  + " of "
                  + function.written()
                  + " is a number beyond 2^53, which would be rounded.");
      case Number number -> number;
      default -> throw misfit(index);
    };
  }

  double number(int index, double otherwise) {
    Number number = number(index);
    return number == null ? otherwise : number.doubleValue();
  }

  @Nullable List<?> list(int index) {
    return switch (value(index)) {
      case null -> null;
      case List<?> list -> list;
      case Object single -> Collections.singletonList(single);
    };
  }

  @Nullable Map<?, ?> object(int index) {
    return switch (value(index)) {
      case null -> null;
      case Map<?, ?> object -> object;
      default -> throw misfit(index);
    };
  }

  Object callback(int index) {
    Object value = value(index);
    if (value == null || !OperandChecks.callable(value)) {
      throw misfit(index);
    }
    return value;
  }

  /** Calls a function with an item, and with its place and its container where it takes them. */
  @Nullable Object invoke(Object callback, @Nullable Object item, Object place, Object container) {
    List<@Nullable Object> handed = new ArrayList<>(3);
    handed.add(item);
    int arity = arity(callback);
    if (arity >= 2) {
      handed.add(place);
    }
    if (arity >= 3) {
      handed.add(container);
    }
    return invoke(callback, handed);
  }

  @Nullable Object invoke(Object callback, List<@Nullable Object> handed) {
    if (callback instanceof NativeFunction other) {
      return other.call(null, (List<?>) other.validate(handed, null));
    }
    try {
      return Functions.funcApply(callback, handed);
    } catch (RuntimeException | Error passed) {
      throw passed;
    } catch (Throwable unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  static int arity(Object callback) {
    return callback instanceof NativeFunction other
        ? other.arity()
        : Functions.getFunctionArity(callback);
  }

  /** Whether a value counts as true. */
  boolean truthy(@Nullable Object value) {
    if (value instanceof List<?>) {
      meter.chargeWeight(value);
    }
    return Boolean.TRUE.equals(Functions.toBoolean(value));
  }

  /** An empty sequence: the library hands it on as nothing, and one with one item as that item. */
  static JList<@Nullable Object> sequence() {
    JList<@Nullable Object> sequence = new JList<>();
    sequence.sequence = true;
    return sequence;
  }

  Stop misfit(int index) {
    return meter.fail(
        "T0410",
        "Argument "
            + (index + 1)
            + " of "
            + function.written()
            + " does not fit: it is "
            + OperandChecks.kind(value(index))
            + ".");
  }
}
