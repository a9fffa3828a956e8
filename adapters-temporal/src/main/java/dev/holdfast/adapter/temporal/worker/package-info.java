/** What a worker does for workflows: calls actions, tells the database, starts children. */
@NullMarked
package dev.holdfast.adapter.temporal.worker;

import org.jspecify.annotations.NullMarked;
