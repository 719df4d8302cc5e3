/**
 * What a batch was like, for people and for programs. After the summary stage: the summary and a
 * stream of results come in, are folded in bounded memory, and leave as text, as JSON or as one
 * page of HTML that needs nothing but itself. Runs on the caller's thread.
 */
@NullMarked
package dev.sluice.results.report;

import org.jspecify.annotations.NullMarked;
