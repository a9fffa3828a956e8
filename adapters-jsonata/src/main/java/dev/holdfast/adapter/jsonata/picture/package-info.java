/** Pictures of numbers and of dates: how the language's users describe a text's form. */
@NullMarked
package dev.holdfast.adapter.jsonata.picture;

import org.jspecify.annotations.NullMarked;
