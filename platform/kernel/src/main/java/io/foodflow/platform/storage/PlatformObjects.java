package io.foodflow.platform.storage;

/** The objects of the platform itself, which stay when a tenant goes: its archives. */
public record PlatformObjects(ObjectStore store) {}
