package io.foodflow.platform.postgres;

import java.time.Duration;

/**
 * Where the time of a start went.
 *
 * @param orphan looking for the server that a killed platform left behind, and stopping it
 * @param unpack unpacking the binaries, or checking that they are whole
 * @param create creating the database cluster; zero where there was one
 * @param server from launching the process until it accepts connections, recovery included
 * @param total all of it, and the small things between
 */
public record StartTimings(Duration orphan, Duration unpack, Duration create, Duration server, Duration total) {}
