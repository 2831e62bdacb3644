package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.Cbv;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.SensorElement;
import io.foodflow.engine.epcis.model.SensorMetadata;
import io.foodflow.engine.epcis.model.SensorReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one sensor element: fields in JSON, attributes in XML. */
final class SensorDraft {

    private final Checks checks;
    private final List<SensorReport> reports = new ArrayList<>(2);
    private @Nullable SensorMetadata metadata;
    private Fields fields = new Fields();
    private int reportCount;

    /** What has been read of the metadata or of the report at hand. */
    private static final class Fields {
        @Nullable
        Instant time;

        @Nullable
        Instant startTime;

        @Nullable
        Instant endTime;

        @Nullable
        Identifier deviceId;

        @Nullable
        Identifier deviceMetadata;

        @Nullable
        Identifier rawData;

        @Nullable
        Identifier dataProcessingMethod;

        @Nullable
        Identifier bizRules;

        @Nullable
        Identifier microorganism;

        @Nullable
        Identifier chemicalSubstance;

        @Nullable
        Identifier coordinateReferenceSystem;

        @Nullable
        Identifier uriValue;

        @Nullable
        String type;

        boolean typeGiven;

        @Nullable
        String exception;

        @Nullable
        String component;

        @Nullable
        String stringValue;

        @Nullable
        Boolean booleanValue;

        @Nullable
        String hexBinaryValue;

        @Nullable
        String uom;

        @Nullable
        BigDecimal value;

        @Nullable
        BigDecimal minValue;

        @Nullable
        BigDecimal maxValue;

        @Nullable
        BigDecimal meanValue;

        @Nullable
        BigDecimal sDev;

        @Nullable
        BigDecimal percRank;

        @Nullable
        BigDecimal percValue;
    }

    SensorDraft(Checks checks) {
        this.checks = checks;
    }

    void beginMetadata() {
        fields = new Fields();
    }

    void beginReport() {
        fields = new Fields();
    }

    /** Takes the field when sensor metadata have one of that name. */
    boolean metadataField(Node f) {
        switch (f.name) {
            case "time" -> fields.time = checks.time("time", f);
            case "startTime" -> fields.startTime = checks.time("startTime", f);
            case "endTime" -> fields.endTime = checks.time("endTime", f);
            default -> {
                return device(f);
            }
        }
        return true;
    }

    private boolean device(Node f) {
        switch (f.name) {
            case "deviceID" -> fields.deviceId = checks.identifier("deviceID", f);
            case "deviceMetadata" -> fields.deviceMetadata = checks.looseIdentifier("deviceMetadata", f);
            case "rawData" -> fields.rawData = checks.looseIdentifier("rawData", f);
            case "dataProcessingMethod" ->
                fields.dataProcessingMethod = checks.looseIdentifier("dataProcessingMethod", f);
            case "bizRules" -> fields.bizRules = checks.looseIdentifier("bizRules", f);
            default -> {
                return false;
            }
        }
        return true;
    }

    void endMetadata(List<Extension> extensions) {
        Instant start = fields.startTime;
        Instant end = fields.endTime;
        if (start != null && end != null && end.isBefore(start)) {
            checks.error(
                    "endTime",
                    Rule.TIME_ORDER,
                    "endTime %s lies before startTime %s; swap or correct them".formatted(end, start));
        }
        metadata = new SensorMetadata(
                fields.time,
                fields.startTime,
                fields.endTime,
                fields.deviceId,
                fields.deviceMetadata,
                fields.rawData,
                fields.dataProcessingMethod,
                fields.bizRules,
                extensions);
    }

    /** Takes the field when a sensor report has one of that name. */
    boolean reportField(Node f, boolean gs1Declared) {
        switch (f.name) {
            case "type" -> {
                fields.typeGiven = !f.text.isBlank();
                fields.type = checks.word("type", f, Cbv.MEASUREMENT_TYPE, gs1Declared);
            }
            case "exception" -> fields.exception = checks.word("exception", f, Cbv.SENSOR_ALERT, gs1Declared);
            case "component" -> fields.component = checks.word("component", f, Cbv.COMPONENT, true);
            case "time" -> fields.time = checks.time("time", f);
            case "microorganism" -> fields.microorganism = checks.looseIdentifier("microorganism", f);
            case "chemicalSubstance" -> fields.chemicalSubstance = checks.looseIdentifier("chemicalSubstance", f);
            case "coordinateReferenceSystem" ->
                fields.coordinateReferenceSystem = checks.looseIdentifier("coordinateReferenceSystem", f);
            case "uriValue" -> fields.uriValue = checks.looseIdentifier("uriValue", f);
            case "stringValue" -> fields.stringValue = checks.text("stringValue", f);
            case "booleanValue" -> fields.booleanValue = bool(f);
            case "hexBinaryValue" -> fields.hexBinaryValue = hex(f);
            case "uom" -> fields.uom = checks.unit("uom", f);
            default -> {
                return number(f) || device(f);
            }
        }
        return true;
    }

    private boolean number(Node f) {
        switch (f.name) {
            case "value" -> fields.value = checks.number("value", f);
            case "minValue" -> fields.minValue = checks.number("minValue", f);
            case "maxValue" -> fields.maxValue = checks.number("maxValue", f);
            case "meanValue" -> fields.meanValue = checks.number("meanValue", f);
            case "sDev" -> fields.sDev = checks.number("sDev", f);
            case "percRank" -> fields.percRank = checks.number("percRank", f);
            case "percValue" -> fields.percValue = checks.number("percValue", f);
            default -> {
                return false;
            }
        }
        return true;
    }

    private @Nullable Boolean bool(Node f) {
        String text = f.text.strip();
        if (checks.json ? f.kind == Node.Kind.BOOLEAN : true) {
            if ("true".equals(text) || "1".equals(text)) {
                return true;
            }
            if ("false".equals(text) || "0".equals(text)) {
                return false;
            }
        }
        checks.error(
                "booleanValue", Rule.TYPE, "booleanValue must be true or false, was '%s'".formatted(Checks.clip(text)));
        return null;
    }

    private @Nullable String hex(Node f) {
        String text = checks.text("hexBinaryValue", f);
        if (text == null) {
            return null;
        }
        boolean digits = text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        if (!digits || (text.isEmpty() && checks.json)) {
            checks.error(
                    "hexBinaryValue",
                    Rule.TYPE,
                    "hexBinaryValue must be hexadecimal digits, was '%s'".formatted(Checks.clip(text)));
            return null;
        }
        return text;
    }

    void endReport(List<Extension> extensions) {
        reportCount++;
        if (!fields.typeGiven && fields.exception == null && checks.json) {
            checks.error("type", Rule.REQUIRED, "type is missing; say what was measured, as Temperature");
        }
        Fields f = fields;
        reports.add(new SensorReport(
                f.type,
                f.exception,
                f.time,
                f.deviceId,
                f.deviceMetadata,
                f.rawData,
                f.dataProcessingMethod,
                f.bizRules,
                f.microorganism,
                f.chemicalSubstance,
                f.coordinateReferenceSystem,
                f.value,
                f.component,
                f.stringValue,
                f.booleanValue,
                f.hexBinaryValue,
                f.uriValue,
                f.minValue,
                f.maxValue,
                f.meanValue,
                f.sDev,
                f.percRank,
                f.percValue,
                f.uom,
                extensions));
    }

    /** The element; null, with an error, when there is no report. */
    @Nullable
    SensorElement element(List<Extension> extensions) {
        if (reportCount == 0) {
            checks.error("sensorReport", Rule.REQUIRED, "sensorReport is missing; a sensorElement has at least one");
            return null;
        }
        return new SensorElement(metadata, reports, extensions);
    }
}
