package dev.holdfast.domain.expression;

/**
 * What an author may want to know of one function of the language.
 *
 * @param name as it is written, such as {@code $sum}, or {@code nowIso} for those that need no
 *     {@code $}
 * @param signature a call with the names of its parameters, optional ones in brackets, such as
 *     {@code $pad(text, width[, char])}
 * @param description one sentence
 */
public record FunctionDoc(String name, String signature, String description) {}
