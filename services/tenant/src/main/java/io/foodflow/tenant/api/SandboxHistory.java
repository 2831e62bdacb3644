package io.foodflow.tenant.api;

import java.io.IOException;
import java.time.LocalDate;
import java.util.function.IntPredicate;

/**
 * What a sandbox is filled with: the history of an invented company, told in documents. It is the same for the same last
 * day, so telling it twice adds nothing. Called in the context of the sandbox.
 */
public interface SandboxHistory {

    /** How many documents tell the history that ends on that day. */
    int documents(LocalDate lastDay);

    /**
     * Tells the documents from one on, and returns when all that it told is recorded or {@code told} says to stop.
     *
     * @param from number of the first document to tell, from 0
     * @param told called after each document is recorded, with the number of its events; false ends the telling
     * @throws io.foodflow.platform.web.ProblemException if the sandbox takes no more
     */
    void tell(LocalDate lastDay, int from, IntPredicate told) throws IOException;
}
