package io.foodflow.platform.security;

/** A permission that is asked for elsewhere than at an operation. As a bean it is one that roles can grant. */
public record DeclaredPermission(String value) {}
