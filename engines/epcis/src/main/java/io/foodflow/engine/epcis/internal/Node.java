package io.foodflow.engine.epcis.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of an event as the syntax gave it, before it has a meaning. JSON values use {@code kind}, {@code name},
 * {@code text} and {@code children}; XML elements use the namespace and the attributes as well. It lives for one event.
 */
final class Node {

    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY,
        ELEMENT
    }

    private static final List<Node> NONE = List.of();

    final Kind kind;
    final String name;
    final String namespace;
    final String prefix;
    String text;
    private @Nullable List<Node> children;
    private @Nullable List<Node> attributes;

    Node(Kind kind, String name, String text) {
        this(kind, name, "", "", text);
    }

    Node(Kind kind, String name, String namespace, String prefix, String text) {
        this.kind = kind;
        this.name = name;
        this.namespace = namespace;
        this.prefix = prefix;
        this.text = text;
    }

    void add(Node child) {
        if (children == null) {
            children = new ArrayList<>(8);
        }
        children.add(child);
    }

    void addAttribute(Node attribute) {
        if (attributes == null) {
            attributes = new ArrayList<>(4);
        }
        attributes.add(attribute);
    }

    List<Node> children() {
        return children == null ? NONE : children;
    }

    List<Node> attributes() {
        return attributes == null ? NONE : attributes;
    }

    /** The first child of that name, whatever its namespace. */
    @Nullable
    Node child(String childName) {
        for (Node child : children()) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    boolean isText() {
        return kind == Kind.STRING || (kind == Kind.ELEMENT && children().isEmpty());
    }

    boolean isBlank() {
        return text.isEmpty() && children().isEmpty();
    }

    /** The kind in words, for messages. */
    String kindWord() {
        return switch (kind) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case ELEMENT -> children().isEmpty() ? "text" : "an element with children";
        };
    }
}
