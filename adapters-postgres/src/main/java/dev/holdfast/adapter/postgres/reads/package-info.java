/** What users see of runs and events: queries only, nothing here changes a row. */
@NullMarked
package dev.holdfast.adapter.postgres.reads;

import org.jspecify.annotations.NullMarked;
