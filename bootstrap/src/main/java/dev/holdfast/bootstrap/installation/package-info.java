/** What a process stands on before anything is wired: its data folder and its database. */
@NullMarked
package dev.holdfast.bootstrap.installation;

import org.jspecify.annotations.NullMarked;
