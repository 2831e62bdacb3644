package io.foodflow.demo.gs1;

/** An identifier spelt out. */
record Key(String urn, String link) implements Identifier {}
