package dev.holdfast.adapter.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a function, and how arguments are matched to them: {@code -} takes the context
 * where the argument is left out, {@code ?} is optional, {@code +} repeats, an {@code a} makes a
 * list of a single value.
 */
final class Parameters {
  private static final String ANY = "asnblfom";
  private static final String JSON = "asnblom";

  private enum Count {
    ONE,
    CONTEXT,
    OPTIONAL,
    MANY
  }

  /**
   * @param accepts letters of the accepted types
   * @param items the type of the entries of a list, or a blank for any
   */
  private record Parameter(String accepts, boolean list, char items, Count count) {
    boolean accepts(char type) {
      return accepts.indexOf(type) >= 0;
    }

    Parameter with(Count other) {
      return new Parameter(accepts, list, items, other);
    }

    Parameter of(char type) {
      return new Parameter(accepts, list, type, count);
    }
  }

  private final String function;
  private final List<Parameter> parameters;

  private Parameters(String function, List<Parameter> parameters) {
    this.function = function;
    this.parameters = List.copyOf(parameters);
  }

  static Parameters parse(String function, String signature) {
    List<Parameter> parsed = new ArrayList<>();
    int end = signature.indexOf(':') < 0 ? signature.length() - 1 : signature.lastIndexOf(':');
    for (int at = 1; at < end; at++) {
      char c = signature.charAt(at);
      switch (c) {
        case '-' -> parsed.add(parsed.removeLast().with(Count.CONTEXT));
        case '?' -> parsed.add(parsed.removeLast().with(Count.OPTIONAL));
        case '+' -> parsed.add(parsed.removeLast().with(Count.MANY));
        case '<' -> {
          if (parsed.getLast().list()) {
            parsed.add(parsed.removeLast().of(signature.charAt(at + 1)));
          }
          at = signature.indexOf('>', at);
        }
        case '(' -> {
          int close = signature.indexOf(')', at);
          String choice = signature.substring(at + 1, close) + "m";
          parsed.add(new Parameter(choice, false, ' ', Count.ONE));
          at = close;
        }
        default -> parsed.add(new Parameter(accepts(c), c == 'a', ' ', Count.ONE));
      }
    }
    return new Parameters(function, parsed);
  }

  private static String accepts(char type) {
    return switch (type) {
      case 'a', 'x' -> ANY;
      case 'j' -> JSON;
      case 'f' -> "f";
      default -> type + "m";
    };
  }

  int count() {
    return parameters.size();
  }

  int required() {
    int required = 0;
    for (Parameter parameter : parameters) {
      if (parameter.count() != Count.OPTIONAL) {
        required++;
      }
    }
    return required;
  }

  /** The arguments in the order of the parameters, completed and converted. */
  List<@Nullable Object> match(List<?> arguments, @Nullable Object context, Meter meter) {
    int[] taken = new int[parameters.size()];
    int reached = fit(0, 0, arguments, taken);
    if (reached < Integer.MAX_VALUE) {
      throw meter.fail("T0410", "Argument " + (reached + 1) + " of " + function + " does not fit.");
    }
    List<@Nullable Object> matched = new ArrayList<>(parameters.size());
    int at = 0;
    for (int i = 0; i < taken.length; i++) {
      Parameter parameter = parameters.get(i);
      if (taken[i] == 0) {
        matched.add(parameter.count() == Count.CONTEXT ? context(parameter, context, meter) : null);
      }
      for (int n = 0; n < taken[i]; n++) {
        matched.add(convert(parameter, arguments.get(at), at, meter));
        at++;
      }
    }
    return matched;
  }

  /**
   * Gives as many arguments as possible to the earlier parameters. Returns MAX_VALUE when all fit,
   * otherwise the furthest argument that did not.
   */
  private int fit(int parameter, int argument, List<?> arguments, int[] taken) {
    if (parameter == parameters.size()) {
      return argument == arguments.size() ? Integer.MAX_VALUE : argument;
    }
    Parameter wanted = parameters.get(parameter);
    int furthest = argument;
    int most = wanted.count() == Count.MANY ? arguments.size() - argument : 1;
    int fitting = 0;
    while (fitting < most
        && argument + fitting < arguments.size()
        && wanted.accepts(type(arguments.get(argument + fitting)))) {
      fitting++;
    }
    int least = wanted.count() == Count.ONE || wanted.count() == Count.MANY ? 1 : 0;
    for (int take = fitting; take >= least; take--) {
      taken[parameter] = take;
      int reached = fit(parameter + 1, argument + take, arguments, taken);
      if (reached == Integer.MAX_VALUE) {
        return reached;
      }
      furthest = Math.max(furthest, reached);
    }
    return furthest;
  }

  private @Nullable Object context(Parameter parameter, @Nullable Object context, Meter meter) {
    if (!parameter.accepts(type(context))) {
      throw meter.fail(
          "T0411", function + " was called without an argument where the context does not fit.");
    }
    return parameter.list() ? convert(parameter, context, 0, meter) : context;
  }

  private @Nullable Object convert(
      Parameter parameter, @Nullable Object argument, int index, Meter meter) {
    if (!parameter.list() || argument == null) {
      return argument;
    }
    if (!(argument instanceof List<?> list)) {
      List<Object> single = new ArrayList<>(1);
      single.add(argument);
      checkItems(parameter, single, index, meter);
      return single;
    }
    checkItems(parameter, list, index, meter);
    return list;
  }

  private void checkItems(Parameter parameter, List<?> list, int index, Meter meter) {
    if (parameter.items() == ' ') {
      return;
    }
    meter.charge(list.size() >> 6);
    for (Object item : list) {
      if (type(item) != parameter.items()) {
        throw meter.fail(
            "T0412",
            "Argument "
                + (index + 1)
                + " of $"
                + function
                + " must be a list of "
                + plural(parameter.items())
                + ".");
      }
    }
  }

  private static String plural(char type) {
    return switch (type) {
      case 'n' -> "numbers";
      case 's' -> "strings";
      default -> "objects";
    };
  }

  private static char type(@Nullable Object value) {
    if (value == null) {
      return 'm';
    }
    if (JsonNull.is(value)) {
      return 'l';
    }
    return switch (value) {
      case String ignored -> 's';
      case Number ignored -> 'n';
      case Boolean ignored -> 'b';
      case List<?> ignored -> 'a';
      case Map<?, ?> ignored -> 'o';
      case Pattern ignored -> 'f';
      default -> OperandChecks.callable(value) ? 'f' : 'm';
    };
  }
}
