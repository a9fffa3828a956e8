/** The use cases, one class each. */
@NullMarked
package dev.holdfast.application.service;

import org.jspecify.annotations.NullMarked;
