/**
 * What flows from task to task: the outputs that a payload asks for, whole or a part that a JSON
 * pointer names, and how they are put into it.
 */
@NullMarked
package dev.sluice.core.data;

import org.jspecify.annotations.NullMarked;
