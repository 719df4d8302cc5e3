/**
 * The nine actions of the batch tool, JSON in and JSON out, for whatever offers them: an HTTP
 * endpoint, an MCP server. Beside the stages of the flow: an action's name and its arguments come
 * in, become a checked {@link dev.sluice.client.actions.ActionRequest} and calls of a {@link
 * dev.sluice.client.SluiceClient}, and an {@link dev.sluice.client.actions.ActionAnswer} goes out.
 *
 * <p>Runs on the caller's thread, any number of callers at a time. What tasks wrote - outputs,
 * errors, names - is marked as untrusted in every answer.
 */
@NullMarked
package dev.sluice.client.actions;

import org.jspecify.annotations.NullMarked;
