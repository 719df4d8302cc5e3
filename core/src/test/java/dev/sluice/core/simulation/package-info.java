/**
 * The simulator: a whole Sluice in one thread and in virtual time, made from a seed. Around the
 * real ledger and the real bytes of its rows stand producers, operators, workers, a broker and the
 * shell of the scheduler, all of them simple and all of them unreliable: records get lost, come
 * twice, late or in another order; workers crash, stand still and hand back; the scheduler crashes
 * and another begins with the changelog. After every committed decision the {@link
 * dev.sluice.core.simulation.Invariant invariants} are asked.
 *
 * <p>{@link dev.sluice.core.simulation.World} wires it, {@link
 * dev.sluice.core.simulation.SimulationTest} lives through many, and {@link
 * dev.sluice.core.simulation.SimulationSelfTest} breaks each invariant on purpose. What each of
 * them says and how to run all this is in {@code docs/testing.md}.
 */
@NullMarked
package dev.sluice.core.simulation;

import org.jspecify.annotations.NullMarked;
