/**
 * The write path of runs and events: many transitions in one statement and one commit, over plain
 * JDBC.
 */
@NullMarked
package dev.holdfast.adapter.postgres.run;

import org.jspecify.annotations.NullMarked;
