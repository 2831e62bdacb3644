package io.foodflow.engine.epcis.model;

import java.util.List;
import java.util.Optional;

/**
 * A vocabulary element of a document's header: a product, a place, a party.
 *
 * @param vocabularyType URI of the vocabulary, such as {@code urn:epcglobal:epcis:vtype:EPCClass}
 * @param id what is described
 * @param attributes what is said of it, in document order
 * @param children elements that belong to it
 */
public record MasterDataElement(
        String vocabularyType, Identifier id, List<Attribute> attributes, List<Identifier> children) {

    /**
     * One statement.
     *
     * @param id URI of the attribute, such as {@code urn:epcglobal:cbv:mda#descriptionShort}
     * @param value its text; empty when the value is a tree
     * @param content the fields of a value that is a tree
     */
    public record Attribute(String id, String value, List<Extension> content) {
        public Attribute {
            content = List.copyOf(content);
        }
    }

    public MasterDataElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The first non-empty attribute whose id ends in {@code #name}, {@code /name} or {@code :name}. */
    public Optional<String> attribute(String name) {
        for (Attribute attribute : attributes) {
            String id = attribute.id();
            int at = id.length() - name.length();
            if (!attribute.value().isEmpty()
                    && id.endsWith(name)
                    && (at == 0 || "#/:".indexOf(id.charAt(at - 1)) >= 0)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }
}
