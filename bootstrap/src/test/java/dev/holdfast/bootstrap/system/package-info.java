/** Tests of the whole service through its REST API. */
@NullMarked
package dev.holdfast.bootstrap.system;

import org.jspecify.annotations.NullMarked;
