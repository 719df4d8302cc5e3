/**
 * Texts for people: names, messages, durations and counts from anywhere come in, what is safe to
 * show and easy to read goes out. No state, any thread.
 */
@NullMarked
package dev.sluice.results.text;

import org.jspecify.annotations.NullMarked;
