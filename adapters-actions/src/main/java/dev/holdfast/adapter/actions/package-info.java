/** The built-in action packs and the registry that joins them with the host's own actions. */
@NullMarked
package dev.holdfast.adapter.actions;

import org.jspecify.annotations.NullMarked;
