/**
 * What is wrong with a deployment: settings come in, findings go out, each with what to do. One
 * class per check; every check is given up after a while. Changes nothing on the brokers; asks the
 * scheduler about a batch that does not exist. Each check runs on a thread of its own.
 */
@NullMarked
package dev.sluice.cli.doctor;

import org.jspecify.annotations.NullMarked;
