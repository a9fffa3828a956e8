package dev.holdfast.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a comparison of whole systems is told, in this order; what is not given has a default.
 *
 * @param time per measurement; in seconds, 10
 * @param clients that ask at the same time
 * @param rounds that count, 3
 * @param unmeasured rounds before them, of all sides alike
 * @param wanted what to compare, with commas between
 */
record Arguments(Duration time, int clients, int rounds, int unmeasured, Set<String> wanted) {
  /**
   * @param all what {@code all} stands for, which is compared when nothing is named
   * @throws NumberFormatException when a number is none
   */
  static Arguments read(List<String> given, int clients, int unmeasured, String all) {
    String what = given.size() > 4 ? given.get(4) : "all";
    return new Arguments(
        Duration.ofSeconds(number(given, 0, 10)),
        number(given, 1, clients),
        number(given, 2, 3),
        number(given, 3, unmeasured),
        Set.of(what.replace("all", all).split(",", -1)));
  }

  private static int number(List<String> given, int index, int otherwise) {
    return given.size() > index ? Integer.parseInt(given.get(index)) : otherwise;
  }
}
