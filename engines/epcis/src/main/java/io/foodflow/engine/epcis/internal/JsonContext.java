package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.model.Extension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes of a JSON-LD {@code @context}, without any network: the standard's own are known, others must stand in
 * the document. Immutable; a context inside an event is laid over the document's by {@link #with}.
 */
final class JsonContext {

    /** Prefixes of the EPCIS 2.0 context; in XML the same namespace of CBV master data has no colon at its end. */
    private static final Map<String, String> STANDARD = Map.of(
            "epcis", "https://ref.gs1.org/epcis/",
            "cbv", "https://ref.gs1.org/cbv/",
            "gs1", "https://gs1.org/voc/",
            "cbvmda", "urn:epcglobal:cbv:mda",
            "vtype", "urn:epcglobal:epcis:vtype:",
            "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
            "owl", "http://www.w3.org/2002/07/owl#",
            "xsd", "http://www.w3.org/2001/XMLSchema#",
            "dcterms", "http://purl.org/dc/terms/");

    static final JsonContext NONE = new JsonContext(Map.of());

    private final Map<String, String> declared;

    private JsonContext(Map<String, String> declared) {
        this.declared = declared;
    }

    /** This context with the declarations of a {@code @context} value laid over it. */
    JsonContext with(Node context) {
        Map<String, String> merged = new HashMap<>(declared);
        collect(context, merged);
        return new JsonContext(Map.copyOf(merged));
    }

    private static void collect(Node context, Map<String, String> into) {
        for (Node member : context.children()) {
            switch (member.kind) {
                case ARRAY -> collect(member, into);
                case OBJECT -> {
                    Node id = member.child("@id");
                    if (context.kind == Node.Kind.OBJECT && id != null && id.kind == Node.Kind.STRING) {
                        into.put(member.name, id.text);
                    } else if (context.kind == Node.Kind.ARRAY) {
                        collect(member, into);
                    }
                }
                case STRING -> {
                    if (context.kind == Node.Kind.OBJECT && !member.name.startsWith("@")) {
                        into.put(member.name, member.text);
                    }
                }
                default -> {
                    // @version, @protected and alike say nothing of names
                }
            }
        }
    }

    /** The prefixes the document itself declares. */
    Map<String, String> declared() {
        return declared;
    }

    boolean declares(String prefix) {
        return declared.containsKey(prefix);
    }

    private @Nullable String namespace(String prefix) {
        String uri = declared.get(prefix);
        return uri != null ? uri : STANDARD.get(prefix);
    }

    /**
     * An extension with its name resolved. {@code ext:name} takes its namespace from the prefix, a name that the context
     * defines as a term from that; a full URI, or an unknown prefix, stays in the name as it is.
     */
    Extension extension(
            String rawName, Extension.Kind kind, String text, List<Extension> attributes, List<Extension> children) {
        int colon = rawName.indexOf(':');
        if (colon > 0) {
            String prefix = rawName.substring(0, colon);
            String uri = rawName.startsWith("//", colon + 1) ? null : namespace(prefix);
            return uri == null
                    ? new Extension("", rawName, "", kind, text, attributes, children)
                    : new Extension(uri, rawName.substring(colon + 1), prefix, kind, text, attributes, children);
        }
        String term = rawName.startsWith("@") ? null : declared.get(rawName);
        if (term != null) {
            int cut = Math.max(Math.max(term.lastIndexOf('/'), term.lastIndexOf('#')), term.lastIndexOf(':')) + 1;
            return new Extension(term.substring(0, cut), term.substring(cut), "", kind, text, attributes, children);
        }
        return new Extension("", rawName, "", kind, text, attributes, children);
    }

    /** Whether the name may stand where the standard wants a namespace: it has a prefix, or the context defines it. */
    boolean isQualified(String rawName) {
        return rawName.indexOf(':') > 0 || declared.containsKey(rawName);
    }

    boolean isUnknownPrefix(String rawName) {
        int colon = rawName.indexOf(':');
        return colon > 0
                && !rawName.startsWith("//", colon + 1)
                && namespace(rawName.substring(0, colon)) == null
                && !rawName.startsWith("urn:");
    }
}
