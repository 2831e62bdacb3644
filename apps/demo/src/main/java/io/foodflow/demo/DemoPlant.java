package io.foodflow.demo;

/**
 * A plant of the group.
 *
 * @param place its location as canonical GS1 Digital Link
 */
public record DemoPlant(String name, String place) {}
