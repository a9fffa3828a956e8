/** What is kept of calls beside the runs: the ledger of keys, and tokens for callbacks. */
@NullMarked
package dev.holdfast.adapter.postgres.calls;

import org.jspecify.annotations.NullMarked;
