/**
 * {@code sluice mcp}: the batch tool for MCP clients, over stdio. Beside the stages of the flow:
 * JSON-RPC comes in on stdin, calls of {@link dev.sluice.client.actions.BatchActions} go to the
 * brokers, answers go out on stdout, and nothing but protocol does.
 *
 * <p>One thread of the SDK reads, one writes; tools run on its pool, several at a time.
 */
@NullMarked
package dev.sluice.mcp;

import org.jspecify.annotations.NullMarked;
