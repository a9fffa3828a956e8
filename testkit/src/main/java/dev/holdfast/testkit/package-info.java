/** What tests of every module share: settable time, bounded waiting, seeded generators. */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
