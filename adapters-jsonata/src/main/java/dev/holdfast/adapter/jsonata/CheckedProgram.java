package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.google.re2j.Pattern;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source that has passed all checks, ready to be evaluated any number of times at once.
 *
 * @param compiled the library's instance; evaluated only with a fresh frame, else threads would
 *     read each other's input
 * @param regexes by identity, what runs in place of the library's regular expressions
 * @param spoken by identity, the strings of the source that an error may repeat
 * @param calls whether it mentions any function
 */
record CheckedProgram(
    Jsonata compiled,
    SyntaxTree tree,
    IdentityHashMap<java.util.regex.Pattern, Pattern> regexes,
    Set<Object> spoken,
    boolean calls) {
  /** The linear-time twin of a regular expression of the source. */
  @Nullable Pattern regex(java.util.regex.Pattern pattern) {
    return regexes.get(pattern);
  }
}
