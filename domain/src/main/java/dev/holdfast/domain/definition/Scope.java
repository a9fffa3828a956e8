package dev.holdfast.domain.definition;

/**
 * What is around a list of steps.
 *
 * @param path static path of the list
 * @param place the list in the document
 * @param inFinally some {@code finally} block is around it
 */
record Scope(String path, Place place, boolean inFinally) {}
