package dev.holdfast.domain.definition;

/** One entry of an assign-like map. Entries keep document order. */
public record Assignment(AssignPath target, Value value) {}
