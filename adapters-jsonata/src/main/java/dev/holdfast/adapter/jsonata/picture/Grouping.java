package dev.holdfast.adapter.jsonata.picture;

import java.util.List;

/**
 * Separators between digits, by how many digits stand to the right of each.
 *
 * @param every the distance of separators that repeat for ever, or 0
 */
record Grouping(List<Mark> marks, int every) {
  /** One separator. */
  record Mark(int position, String separator) {}

  Grouping {
    marks = List.copyOf(marks);
  }

  /**
   * @param marks in ascending order of position
   */
  static Grouping of(List<Mark> marks) {
    return new Grouping(marks, regular(marks));
  }

  /** The distance that all have to their neighbours, if the same separator stands everywhere. */
  private static int regular(List<Mark> marks) {
    if (marks.isEmpty()) {
      return 0;
    }
    int factor = marks.getFirst().position();
    for (int i = 0; i < marks.size(); i++) {
      boolean same = marks.get(i).separator().equals(marks.getFirst().separator());
      if (!same || marks.get(i).position() != factor * (i + 1)) {
        return 0;
      }
    }
    return factor;
  }

  String insertInto(String digits) {
    StringBuilder grouped = new StringBuilder(digits);
    if (every > 0) {
      for (int at = digits.length() - every; at > 0; at -= every) {
        grouped.insert(at, marks.getFirst().separator());
      }
      return grouped.toString();
    }
    for (Mark mark : marks) {
      int at = digits.length() - mark.position();
      if (at > 0) {
        grouped.insert(at, mark.separator());
      }
    }
    return grouped.toString();
  }

  String removeFrom(String text) {
    String digits = text;
    for (Mark mark : marks) {
      digits = digits.replace(mark.separator(), "");
    }
    return digits;
  }
}
