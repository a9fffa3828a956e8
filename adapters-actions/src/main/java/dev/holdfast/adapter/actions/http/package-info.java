/** {@code http.request}: calls HTTP services of other people, safely. */
@NullMarked
package dev.holdfast.adapter.actions.http;

import org.jspecify.annotations.NullMarked;
