/**
 * The graph of a batch that is known as a whole: cycles, unknown needs, layers, critical path. Used
 * at the edge; the ledger itself never holds a graph.
 */
@NullMarked
package dev.sluice.core.graph;

import org.jspecify.annotations.NullMarked;
