/** What a task and a batch are: values that every stage of the flow shares. */
@NullMarked
package dev.sluice.core.task;

import org.jspecify.annotations.NullMarked;
