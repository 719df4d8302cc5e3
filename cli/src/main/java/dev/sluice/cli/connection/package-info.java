/**
 * How a command finds its brokers: options, files, profiles and the environment come in, settings
 * go out.
 */
@NullMarked
package dev.sluice.cli.connection;

import org.jspecify.annotations.NullMarked;
