/** A network between clients and the broker that does not behave. */
@NullMarked
package dev.sluice.faults.net;

import org.jspecify.annotations.NullMarked;
