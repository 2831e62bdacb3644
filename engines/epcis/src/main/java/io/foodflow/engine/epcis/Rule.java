package io.foodflow.engine.epcis;

/**
 * The rules of the standard that a document or event can break, or come near to breaking; and, last, one that whoever takes events
 * may have for their sender.
 */
public enum Rule {
    /** A field that must be there is not. */
    REQUIRED,
    /** A field is there that this kind of event or element does not have. */
    UNKNOWN_FIELD,
    /** A value has another type than the field: text for a number, an object for a list. */
    TYPE,
    /** A value is none of the words allowed. */
    VOCABULARY,
    /** A time is none, or impossible. */
    TIME,
    /** A time zone offset is none. */
    OFFSET,
    /** A span ends before it starts. */
    TIME_ORDER,
    /** A value is no URI. */
    URI,
    /** A GS1 key has a wrong structure, length or character. */
    IDENTIFIER,
    /** A GS1 key has a wrong check digit. */
    CHECK_DIGIT,
    /** A number is none, or outside its range. */
    NUMBER,
    /** A unit of measure is unknown. */
    UNIT,
    /** An event speaks of nothing: no instances, no quantities, no sensor data. */
    NO_OBJECTS,
    /** A field is not allowed with this action. */
    ACTION,
    /** A parent is missing where the action needs it. */
    PARENT,
    /** A list has the same member twice. */
    DUPLICATE,
    /** Elements are not in the order of the XML schema. */
    ORDER,
    /** A field name has a prefix that no context declares, or no namespace where one is needed. */
    NAMESPACE,
    /** The kind of event is unknown. */
    EVENT_TYPE,
    /** A time lies in the future (a warning). */
    FUTURE,
    /** Deprecated spelling or element, understood (a warning). */
    DEPRECATED,
    /** An event or document is larger or deeper than the limits allow. */
    LIMIT,
    /** A place is none of those for which the sender may speak. No reader finds that. */
    OUTSIDE_YOUR_SITES;

    /** The rule as a word for machines, such as {@code check-digit}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
