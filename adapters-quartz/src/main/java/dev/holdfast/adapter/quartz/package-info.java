/** The CE runtime: run workers, due-timer pollers and schedules on Quartz. */
@NullMarked
package dev.holdfast.adapter.quartz;

import org.jspecify.annotations.NullMarked;
