package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.chainlab.NetworkDocument.Faulty;
import io.foodflow.foodgraph.chainlab.NetworkDocument.Foreign;
import io.foodflow.foodgraph.chainlab.NetworkDocument.Malformed;
import io.foodflow.foodgraph.chainlab.NetworkDocument.Sound;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;

/** What is wrong with a document that should be a network. */
final class NetworkProblems {

    private NetworkProblems() {}

    /** The network, or the problem that there is none. */
    static Network require(NetworkDocument document) {
        return switch (document) {
            case Sound(var network) -> network;
            case Faulty(var errors, var count) ->
                throw new ProblemException(Problem.of(
                                400,
                                "invalid-network",
                                "Invalid network",
                                "the network breaks %d rules and nothing of it was imported: %s"
                                        .formatted(count, errors.getFirst().message()))
                        .withErrors(errors));
            case Foreign(var reason) ->
                throw new ProblemException(Problem.of(400, "not-foodchain-lab", "Not a FoodChain-Lab network", reason));
            case Malformed(var line, var column, var reason) ->
                throw new ProblemException(Problem.of(
                        400,
                        "malformed-json",
                        "Malformed JSON",
                        "line %d, column %d: %s".formatted(line, column, reason)));
        };
    }
}
