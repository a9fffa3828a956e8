/** The routes on a real server, with the stores in memory. */
@NullMarked
package dev.holdfast.adapter.rest;

import org.jspecify.annotations.NullMarked;
