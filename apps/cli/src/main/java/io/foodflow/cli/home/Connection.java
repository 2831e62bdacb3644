package io.foodflow.cli.home;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.Credentials;
import io.foodflow.cli.api.Patience;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the server and the sign-in of a command. {@code FOODFLOW_URL} names a server anywhere, otherwise it is the one that
 * runs on the home. {@code FOODFLOW_CLIENT_ID} and {@code FOODFLOW_CLIENT_SECRET} sign a service account in, {@code
 * FOODFLOW_EMAIL} and {@code FOODFLOW_PASSWORD} (and {@code FOODFLOW_TENANT}) a person; without any of them the demo company's administrator does, but only to the server of this home: its password is never sent elsewhere.
 */
public final class Connection {
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private Connection() {}

    /** The API of the server, signed in. */
    public static Api open(Home home, Surroundings surroundings) {
        URI address = address(home, surroundings);
        Credentials credentials = credentials(home, surroundings);
        Api api = to(address, surroundings);
        api.signIn(credentials);
        return api;
    }

    /** The API at an address, not signed in. */
    public static Api to(URI address, Surroundings surroundings) {
        return new Api(
                address, new Api.Settings(ANSWER_TIMEOUT, Patience.USUAL, Thread::sleep, surroundings.terminal()::say));
    }

    private static URI address(Home home, Surroundings surroundings) {
        return surroundings
                .variable("FOODFLOW_URL")
                .map(Connection::url)
                .or(() -> RunningServer.alive(home).map(RunningServer::address))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "no server runs on " + home.folder()
                                + "; start one with 'foodflow up', or name another with FOODFLOW_URL or --home"));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())))
                return url;
        } catch (IllegalArgumentException e) {
            throw badUrl(text);
        }
        throw badUrl(text);
    }

    private static CommandFailure badUrl(String text) {
        return new CommandFailure(
                ExitCode.USAGE, "FOODFLOW_URL must be like https://foodflow.example.com, was '" + text + "'");
    }

    private static Credentials credentials(Home home, Surroundings surroundings) {
        var clientId = surroundings.variable("FOODFLOW_CLIENT_ID");
        var clientSecret = surroundings.variable("FOODFLOW_CLIENT_SECRET");
        if (clientId.isPresent() && clientSecret.isPresent()) {
            return new Credentials.Key(clientId.get(), clientSecret.get());
        }
        var email = surroundings.variable("FOODFLOW_EMAIL");
        var password = surroundings.variable("FOODFLOW_PASSWORD");
        if (email.isPresent() && password.isPresent()) {
            return new Credentials.Password(
                    email.get(),
                    password.get(),
                    surroundings.variable("FOODFLOW_TENANT").orElse(null));
        }
        var demo = surroundings.variable("FOODFLOW_URL").isPresent() ? Optional.<DemoNote>empty() : DemoNote.read(home);
        return demo.map(DemoNote::signIn)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "no sign-in is known; set FOODFLOW_EMAIL and FOODFLOW_PASSWORD, or FOODFLOW_CLIENT_ID and"
                                + " FOODFLOW_CLIENT_SECRET"));
    }
}
