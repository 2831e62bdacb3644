package io.foodflow.demo.company;

import io.foodflow.demo.gs1.Identifier;

/**
 * A machine that batches share.
 *
 * @param id its GIAI
 * @param probe the GIAI of the temperature probe mounted on it
 */
public record Equipment(Identifier id, Identifier probe, String name, Site plant) {}
