package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.gs1.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event before it is written. Fields a kind does not have stay empty. For a transformation {@code instances} and
 * {@code quantities} are its inputs. Immutable once built; lists are not copied, for there are millions of them.
 */
public record EpcisEvent(
        EventKind kind,
        long timeMillis,
        Site site,
        String action,
        String bizStep,
        String disposition,
        boolean leaving,
        @Nullable Identifier parent,
        List<Identifier> instances,
        List<Quantity> quantities,
        List<Identifier> outputInstances,
        List<Quantity> outputs,
        String transformationId,
        List<Transaction> transactions,
        @Nullable Handover handover,
        @Nullable TemperatureLog temperature,
        @Nullable LaboratoryFinding finding,
        @Nullable LotDetails lotDetails,
        List<String> setDispositions,
        List<String> unsetDispositions,
        List<Extension> extensions,
        String eventId,
        @Nullable ErrorDeclaration error) {

    /** Begins an event at a site; its time is set when it is recorded. */
    public static Builder at(Site site, EventKind kind, String action, String bizStep) {
        return new Builder(site, kind, action, bizStep);
    }

    /** Collects the fields of an event. */
    public static final class Builder {
        private final Site site;
        private final EventKind kind;
        private final String action;
        private final String bizStep;
        private String disposition = "";
        private boolean leaving;
        private @Nullable Identifier parent;
        private List<Identifier> instances = List.of();
        private List<Quantity> quantities = List.of();
        private List<Identifier> outputInstances = List.of();
        private List<Quantity> outputs = List.of();
        private String transformationId = "";
        private List<Transaction> transactions = List.of();
        private @Nullable Handover handover;
        private @Nullable TemperatureLog temperature;
        private @Nullable LaboratoryFinding finding;
        private @Nullable LotDetails lotDetails;
        private List<String> setDispositions = List.of();
        private List<String> unsetDispositions = List.of();
        private final List<Extension> extensions = new ArrayList<>();
        private String eventId = "";
        private @Nullable ErrorDeclaration error;

        private Builder(Site site, EventKind kind, String action, String bizStep) {
            this.site = site;
            this.kind = kind;
            this.action = action;
            this.bizStep = bizStep;
        }

        public Builder disposition(String word) {
            disposition = word;
            return this;
        }

        /** The goods are no longer here afterwards: no business location is told. */
        public Builder leaving() {
            leaving = true;
            return this;
        }

        public Builder parent(Identifier id) {
            parent = id;
            return this;
        }

        public Builder instances(List<Identifier> ids) {
            instances = ids;
            return this;
        }

        public Builder quantities(List<Quantity> list) {
            quantities = list;
            return this;
        }

        public Builder outputInstances(List<Identifier> ids) {
            outputInstances = ids;
            return this;
        }

        public Builder outputs(List<Quantity> list) {
            outputs = list;
            return this;
        }

        /** Events of the same transformation share it. */
        public Builder transformation(String id) {
            transformationId = id;
            return this;
        }

        public Builder transactions(Transaction... documents) {
            transactions = List.of(documents);
            return this;
        }

        public Builder handover(Site from, Site to) {
            handover = new Handover(from, to);
            return this;
        }

        public Builder temperature(@Nullable TemperatureLog log) {
            temperature = log;
            return this;
        }

        public Builder finding(LaboratoryFinding result) {
            finding = result;
            return this;
        }

        public Builder lotDetails(LotDetails details) {
            lotDetails = details;
            return this;
        }

        /** Dispositions that hold until they are unset. */
        public Builder persistent(List<String> set, List<String> unset) {
            setDispositions = set;
            unsetDispositions = unset;
            return this;
        }

        public Builder with(Extension extension) {
            extensions.add(extension);
            return this;
        }

        public Builder eventId(String id) {
            eventId = id;
            return this;
        }

        public Builder error(ErrorDeclaration declaration) {
            error = declaration;
            return this;
        }

        public EpcisEvent build(long timeMillis) {
            return new EpcisEvent(
                    kind,
                    timeMillis,
                    site,
                    action,
                    bizStep,
                    disposition,
                    leaving,
                    parent,
                    instances,
                    quantities,
                    outputInstances,
                    outputs,
                    transformationId,
                    transactions,
                    handover,
                    temperature,
                    finding,
                    lotDetails,
                    setDispositions,
                    unsetDispositions,
                    List.copyOf(extensions),
                    eventId,
                    error);
        }
    }
}
