package io.foodflow.platform.web;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What types are called in the OpenAPI document: a type of its own by its name, one that belongs to another by both, so that
 * {@code Creation} of {@code UserController} is {@code UserCreation}. Two types never share a name: one would be described
 * as the other.
 */
final class SchemaNames extends TypeNameResolver {

    private static final String CONTROLLER = "Controller";

    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    protected String getNameOfClass(Class<?> type) {
        var name = name(type);
        var other = named.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException(
                    "%s and %s would both be called %s in the OpenAPI document; name one of them by @Schema"
                            .formatted(other.getName(), type.getName(), name));
        }
        return name;
    }

    private static String name(Class<?> type) {
        var outer = type.getEnclosingClass();
        if (outer == null) {
            return type.getSimpleName();
        }
        var owner = name(outer);
        return (owner.endsWith(CONTROLLER) ? owner.substring(0, owner.length() - CONTROLLER.length()) : owner)
                + type.getSimpleName();
    }
}
