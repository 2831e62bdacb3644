package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A move of a company to a database of its own or back, asked for and followed until it has ended. */
record Moving(Api api, Surroundings surroundings) {

    /**
     * Asks for it and waits.
     *
     * @param beneath the operation's path beneath the company's
     * @param underWay the states in which it has not come to its end
     * @param reached the states that were wanted
     * @return the move as it was told last
     */
    JsonNode follow(
            Company company, String beneath, Map<String, String> wish, Set<String> underWay, Set<String> reached) {
        api.post(company.path(beneath), wish);
        String task = "Move of " + company.slug();
        JsonNode move =
                new ServerWork(api, surroundings.terminal()).await(task, company.path("/promotion"), "move", underWay);
        String state = move.path("state").asString("");
        if (!reached.contains(state)) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    task + " is " + (state.isEmpty() ? "not known" : state.replace('_', ' ')) + ": "
                            + move.path("error").asString("no reason given"));
        }
        return move;
    }
}
