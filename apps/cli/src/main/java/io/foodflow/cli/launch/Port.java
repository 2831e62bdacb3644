package io.foodflow.cli.launch;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Which port the server listens on: the one that was asked for, or else the first free one from 8080 on. */
final class Port {
    private static final int USUAL = 8080;
    private static final int TRIED = 20;

    private Port() {}

    static int choose(@Nullable Integer wanted) {
        if (wanted != null) {
            if (wanted < 1 || wanted > 65_535) {
                throw new CommandFailure(ExitCode.USAGE, "--port must be 1..65535, was " + wanted);
            }
            if (free(wanted)) return wanted;
            throw new CommandFailure(
                    ExitCode.FAILURE, "port " + wanted + " is in use; choose another with --port, or leave --port out");
        }
        for (int port = USUAL; port < USUAL + TRIED; port++) {
            if (free(port)) return port;
        }
        throw new CommandFailure(
                ExitCode.FAILURE,
                "ports " + USUAL + " to " + (USUAL + TRIED - 1) + " are all in use; choose another with --port");
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
