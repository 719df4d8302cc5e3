/**
 * The graph of a batch that is known as a whole, before it becomes submissions. Tasks and the ids
 * of their needs come in; problems (cycles, unknown needs), execution layers and the critical path
 * go out. Pure values, any thread; the ledger itself never holds a graph.
 */
@NullMarked
package dev.sluice.core.graph;

import org.jspecify.annotations.NullMarked;
