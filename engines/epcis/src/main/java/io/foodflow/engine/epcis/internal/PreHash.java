package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.Cbv;
import io.foodflow.engine.epcis.gs1.Gs1Canonical;
import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.BizTransaction;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.EventCore;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.PersistentDisposition;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.QuantityElement;
import io.foodflow.engine.epcis.model.SensorElement;
import io.foodflow.engine.epcis.model.SensorMetadata;
import io.foodflow.engine.epcis.model.SensorReport;
import io.foodflow.engine.epcis.model.SourceDestination;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the canonical text of an event.
 *
 * <p>The idea: every field is written as {@code name=value} without anything between, in one fixed order; members of a
 * list are written one by one and sorted as text; a value is brought to one spelling (times to UTC milliseconds, numbers
 * without needless zeros, CBV words and GS1 keys to their Web URIs). Extensions inside a field follow that field's own
 * parts, sorted. Cost O(n log n) in the length of the lists.
 */
public final class PreHash {

    private static final String COMMENT_NAMESPACE = "http://www.w3.org/2000/01/rdf-schema#";

    private final StringBuilder out = new StringBuilder(1024);

    private PreHash() {}

    /** The text for the event, without the top-level extensions named as {@code {namespace}name}. */
    public static String of(EpcisEvent event, Set<String> ignored) {
        PreHash text = new PreHash();
        text.event(event, ignored);
        return text.out.toString();
    }

    private void event(EpcisEvent event, Set<String> ignored) {
        EventCore core = event.core();
        out.append("eventType=").append(event.type());
        time("eventTime", core.eventTime());
        out.append("eventTimeZoneOffset=").append(core.eventTimeZoneOffset());
        texts("certificationInfo", core.certificationInfo());
        List<Extension> ilmd = List.of();
        switch (event) {
            case ObjectEvent e -> {
                epcs("epcList", e.epcs());
                quantities("quantityList", e.quantities());
                action(e.action());
                ilmd = e.ilmd();
            }
            case AggregationEvent e -> {
                identifier("parentID", e.parentId());
                epcs("childEPCs", e.childEpcs());
                quantities("childQuantityList", e.childQuantities());
                action(e.action());
            }
            case AssociationEvent e -> {
                identifier("parentID", e.parentId());
                epcs("childEPCs", e.childEpcs());
                quantities("childQuantityList", e.childQuantities());
                action(e.action());
            }
            case TransactionEvent e -> {
                epcs("epcList", e.epcs());
                identifier("parentID", e.parentId());
                quantities("quantityList", e.quantities());
                action(e.action());
            }
            case TransformationEvent e -> {
                epcs("inputEPCList", e.inputEpcs());
                quantities("inputQuantityList", e.inputQuantities());
                epcs("outputEPCList", e.outputEpcs());
                quantities("outputQuantityList", e.outputQuantities());
                identifier("transformationID", e.transformationId());
                ilmd = e.ilmd();
            }
        }
        common(core);
        trailing(core, ilmd, ignored);
    }

    private void action(Action action) {
        out.append("action=").append(action);
    }

    private void common(EventCore core) {
        word("bizStep", core.bizStep(), Cbv.BIZ_STEP);
        word("disposition", core.disposition(), Cbv.DISPOSITION);
        PersistentDisposition persistent = core.persistentDisposition();
        if (persistent != null
                && !(persistent.set().isEmpty() && persistent.unset().isEmpty())) {
            out.append("persistentDisposition");
            texts("set", persistent.set().stream().map(Cbv.DISPOSITION::uri).toList());
            texts("unset", persistent.unset().stream().map(Cbv.DISPOSITION::uri).toList());
        }
        place("readPoint", core.readPoint());
        place("bizLocation", core.bizLocation());
        if (!core.sensorElements().isEmpty()) {
            out.append("sensorElementList");
            List<String> elements = new ArrayList<>(core.sensorElements().size());
            for (SensorElement element : core.sensorElements()) {
                PreHash one = new PreHash();
                one.sensorElement(element);
                elements.add(one.out.toString());
            }
            sorted(elements);
        }
    }

    /** What the order of the standard does not name, sorted as text: ilmd stands between destinations and sources. */
    private void trailing(EventCore core, List<Extension> ilmd, Set<String> ignored) {
        List<String> parts = new ArrayList<>();
        if (!core.bizTransactions().isEmpty()) {
            List<String> members = new ArrayList<>();
            for (BizTransaction transaction : core.bizTransactions()) {
                members.add(typed(
                        transaction.type() == null ? null : Cbv.BIZ_TRANSACTION_TYPE.uri(transaction.type()),
                        "bizTransaction",
                        transaction.id()));
            }
            parts.add(block("bizTransactionList", members));
        }
        reportRules(parts, core.sensorElements());
        ends(parts, "destinationList", "destination", core.destinations());
        ends(parts, "sourceList", "source", core.sources());
        if (!ilmd.isEmpty()) {
            parts.add("ilmd" + tree(ilmd, Set.of()));
        }
        for (Extension extension : core.extensions()) {
            if (!isIgnored(extension, ignored)) {
                parts.add(text(extension));
            }
        }
        sorted(parts);
    }

    /** Business rules of a sensor report have no place in the order of its fields, so they follow with their path. */
    private static void reportRules(List<String> parts, List<SensorElement> elements) {
        List<String> members = new ArrayList<>(0);
        for (SensorElement element : elements) {
            List<String> reports = new ArrayList<>(0);
            for (SensorReport report : element.reports()) {
                if (report.bizRules() != null) {
                    reports.add("sensorReportbizRules=" + canonical(report.bizRules()));
                }
            }
            if (!reports.isEmpty()) {
                members.add(block("sensorElement", reports));
            }
        }
        if (!members.isEmpty()) {
            parts.add(block("sensorElementList", members));
        }
    }

    private static void ends(List<String> parts, String list, String name, List<SourceDestination> ends) {
        if (!ends.isEmpty()) {
            List<String> members = new ArrayList<>();
            for (SourceDestination end : ends) {
                members.add(typed(Cbv.SOURCE_DESTINATION_TYPE.uri(end.type()), name, end.id()));
            }
            parts.add(block(list, members));
        }
    }

    private static String block(String name, List<String> members) {
        PreHash one = new PreHash();
        one.out.append(name);
        one.sorted(members);
        return one.out.toString();
    }

    private static String typed(@Nullable String type, String name, Identifier id) {
        return (type == null ? "" : "type=" + type) + name + "=" + id.canonical();
    }

    private void sorted(List<String> members) {
        if (members.size() > 1) {
            members.sort(PreHash::compareCodePoints);
        }
        for (String member : members) {
            out.append(member);
        }
    }

    /** Order of UTF-8 bytes, which is that of code points; chars differ from it only where surrogates meet. */
    static int compareCodePoints(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothOrNone ? x - y : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private void time(String name, @Nullable Instant time) {
        if (time == null) {
            return;
        }
        long millis =
                Math.floorDiv(time.getNano() + 500_000L, 1_000_000L) + Math.multiplyExact(time.getEpochSecond(), 1000L);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, 86_400_000L));
        int ofDay = (int) Math.floorMod(millis, 86_400_000L);
        out.append(name).append('=');
        padded(date.getYear(), 4);
        out.append('-');
        padded(date.getMonthValue(), 2);
        out.append('-');
        padded(date.getDayOfMonth(), 2);
        out.append('T');
        padded(ofDay / 3_600_000, 2);
        out.append(':');
        padded(ofDay / 60_000 % 60, 2);
        out.append(':');
        padded(ofDay / 1000 % 60, 2);
        out.append('.');
        padded(ofDay % 1000, 3);
        out.append('Z');
    }

    private void padded(int value, int width) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            out.append('0');
        }
        out.append(digits);
    }

    private void word(String name, @Nullable String word, Cbv vocabulary) {
        if (word != null) {
            out.append(name).append('=').append(vocabulary.uri(word));
        }
    }

    private void value(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.append(name).append('=').append(canonical(value));
        }
    }

    private void texts(String name, List<String> values) {
        List<String> members = new ArrayList<>(values.size());
        for (String value : values) {
            members.add(name + "=" + canonical(value));
        }
        sorted(members);
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            out.append(name).append('=').append(Numbers.canonical(value.toString()));
        }
    }

    private void identifier(String name, @Nullable Identifier id) {
        if (id != null) {
            out.append(name).append('=').append(canonical(id));
        }
    }

    private static String canonical(Identifier id) {
        return id.key().isPresent() ? id.canonical() : canonical(id.text());
    }

    /** A text value in its one spelling: a CBV word, a number, a GS1 key, or itself. */
    static String canonical(String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        if (first <= '9') {
            return Numbers.canonical(text);
        }
        if (text.startsWith("urn:epcglobal:cbv:")) {
            return webVocabulary(text);
        }
        if (text.startsWith("gs1:")) {
            return "https://gs1.org/voc/" + text.substring(4);
        }
        if (text.startsWith("cbv:")) {
            return "https://ref.gs1.org/cbv/" + text.substring(4);
        }
        return first == 'u' || first == 'h' ? Gs1Canonical.orSelf(text) : text;
    }

    private static String webVocabulary(String urn) {
        for (Cbv vocabulary : Cbv.values()) {
            String local = vocabulary.local(urn);
            if (local != null && vocabulary != Cbv.COMPONENT) {
                return vocabulary.uri(local);
            }
        }
        return urn;
    }

    private void epcs(String list, List<Identifier> epcs) {
        if (epcs.isEmpty()) {
            return;
        }
        out.append(list);
        if (epcs.size() == 1) {
            identifier("epc", epcs.getFirst());
            return;
        }
        List<String> members = new ArrayList<>(epcs.size());
        for (Identifier epc : epcs) {
            members.add("epc=" + canonical(epc));
        }
        sorted(members);
    }

    private void quantities(String list, List<QuantityElement> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        out.append(list);
        List<String> members = new ArrayList<>(quantities.size());
        for (QuantityElement element : quantities) {
            PreHash one = new PreHash();
            one.out.append("quantityElement");
            one.identifier("epcClass", element.epcClass());
            one.number("quantity", element.quantity());
            one.value("uom", element.uom());
            members.add(one.out.toString());
        }
        sorted(members);
    }

    private void place(String name, @Nullable Place place) {
        if (place != null) {
            out.append(name);
            identifier("id", place.id());
            out.append(tree(place.extensions(), Set.of()));
        }
    }

    private void sensorElement(SensorElement element) {
        out.append("sensorElement");
        SensorMetadata metadata = element.metadata();
        if (metadata != null) {
            PreHash one = new PreHash();
            one.metadata(metadata);
            if (!one.out.isEmpty()) {
                out.append("sensorMetadata").append(one.out);
            }
        }
        List<String> reports = new ArrayList<>(element.reports().size());
        for (SensorReport report : element.reports()) {
            PreHash one = new PreHash();
            one.report(report);
            if (!one.out.isEmpty()) {
                reports.add("sensorReport" + one.out);
            }
        }
        sorted(reports);
        out.append(tree(element.extensions(), Set.of()));
    }

    private void metadata(SensorMetadata m) {
        time("time", m.time());
        time("startTime", m.startTime());
        time("endTime", m.endTime());
        identifier("deviceID", m.deviceId());
        identifier("deviceMetadata", m.deviceMetadata());
        identifier("rawData", m.rawData());
        identifier("dataProcessingMethod", m.dataProcessingMethod());
        identifier("bizRules", m.bizRules());
        out.append(tree(m.extensions(), Set.of()));
    }

    private void report(SensorReport r) {
        word("type", r.type(), Cbv.MEASUREMENT_TYPE);
        word("exception", r.exception(), Cbv.SENSOR_ALERT);
        identifier("deviceID", r.deviceId());
        identifier("deviceMetadata", r.deviceMetadata());
        identifier("rawData", r.rawData());
        identifier("dataProcessingMethod", r.dataProcessingMethod());
        time("time", r.time());
        identifier("microorganism", r.microorganism());
        identifier("chemicalSubstance", r.chemicalSubstance());
        number("value", r.value());
        word("component", r.component(), Cbv.COMPONENT);
        value("stringValue", r.stringValue());
        value("booleanValue", r.booleanValue() == null ? null : r.booleanValue().toString());
        value("hexBinaryValue", r.hexBinaryValue());
        identifier("uriValue", r.uriValue());
        number("minValue", r.minValue());
        number("maxValue", r.maxValue());
        number("meanValue", r.meanValue());
        number("sDev", r.sDev());
        number("percRank", r.percRank());
        number("percValue", r.percValue());
        value("uom", r.uom());
        identifier("coordinateReferenceSystem", r.coordinateReferenceSystem());
        out.append(tree(r.extensions(), Set.of()));
    }

    private static boolean isIgnored(Extension extension, Set<String> ignored) {
        return !ignored.isEmpty() && ignored.contains("{" + extension.namespace() + "}" + extension.name());
    }

    /** The extensions as text, sorted; comments do not count. */
    private static String tree(List<Extension> extensions, Set<String> ignored) {
        if (extensions.isEmpty()) {
            return "";
        }
        PreHash one = new PreHash();
        List<String> members = new ArrayList<>(extensions.size());
        for (Extension extension : extensions) {
            if (!isIgnored(extension, ignored)) {
                members.add(text(extension));
            }
        }
        one.sorted(members);
        return one.out.toString();
    }

    private static String text(Extension extension) {
        boolean comment = "comment".equals(extension.name())
                && (extension.namespace().isEmpty() || COMMENT_NAMESPACE.equals(extension.namespace()));
        if (comment || "rdfs:comment".equals(extension.name())) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        if (!extension.namespace().isEmpty()) {
            text.append('{').append(extension.namespace()).append('}');
        }
        text.append(extension.name());
        if (!extension.text().isEmpty()) {
            text.append('=').append(canonical(extension.text()));
        }
        if (extension.attributes().isEmpty()) {
            return text.append(tree(extension.children(), Set.of())).toString();
        }
        List<Extension> all = new ArrayList<>(extension.attributes());
        all.addAll(extension.children());
        return text.append(tree(all, Set.of())).toString();
    }
}
