package io.foodflow.demo.company;

/** A town and where it lies. */
record City(String country, String name, double latitude, double longitude) {}
