/** Action packs: calls to the outside behind the action invoker port. */
@NullMarked
package dev.holdfast.adapter.actions;

import org.jspecify.annotations.NullMarked;
