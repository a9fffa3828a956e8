/** Read models: what users see. */
@NullMarked
package dev.holdfast.application.view;

import org.jspecify.annotations.NullMarked;
