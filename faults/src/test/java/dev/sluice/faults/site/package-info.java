/** A deployment of real processes that tests disturb: broker, scheduler, pools of workers. */
@NullMarked
package dev.sluice.faults.site;

import org.jspecify.annotations.NullMarked;
