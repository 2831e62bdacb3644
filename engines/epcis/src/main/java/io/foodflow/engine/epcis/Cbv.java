package io.foodflow.engine.epcis;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closed vocabularies of the Core Business Vocabulary 2.0 and of the sensor types in the GS1 Web Vocabulary. A word
 * has up to four spellings: short ({@code receiving}), URN ({@code urn:epcglobal:cbv:bizstep:receiving}), Web URI
 * ({@code https://ref.gs1.org/cbv/BizStep-receiving}) and compact ({@code cbv:BizStep-receiving}). The short one is
 * what {@link io.foodflow.engine.epcis.model} holds, the Web URI what the event hash is made of.
 */
public enum Cbv {
    BIZ_STEP(
            "https://ref.gs1.org/cbv/BizStep-",
            "urn:epcglobal:cbv:bizstep:",
            "accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting"
                    + " decommissioning departing destroying disassembling dispensing encoding entering_exiting holding"
                    + " inspecting installing killing loading other packing picking receiving removing repackaging"
                    + " repairing replacing reserving retail_selling sampling sensor_reporting shipping"
                    + " staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping"),
    DISPOSITION(
            "https://ref.gs1.org/cbv/Disp-",
            "urn:epcglobal:cbv:disp:",
            "active available completeness_inferred completeness_verified conformant container_closed container_open"
                    + " damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive"
                    + " mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match"
                    + " non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned"
                    + " sellable_accessible sellable_not_accessible stolen unavailable unknown"),
    BIZ_TRANSACTION_TYPE(
            "https://ref.gs1.org/cbv/BTT-",
            "urn:epcglobal:cbv:btt:",
            "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"),
    SOURCE_DESTINATION_TYPE(
            "https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:", "location owning_party possessing_party"),
    ERROR_REASON("https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:", "did_not_occur incorrect_data"),
    COMPONENT(
            "https://ref.gs1.org/cbv/Comp-",
            "urn:epcglobal:cbv:component:",
            "altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle"
                    + " spherical_radius x y z"),
    MEASUREMENT_TYPE(
            "https://gs1.org/voc/",
            "https://ref.gs1.org/voc/",
            "AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance"
                    + " AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area"
                    + " Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent"
                    + " DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity"
                    + " ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance"
                    + " KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux"
                    + " MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate"
                    + " MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power"
                    + " Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity"
                    + " SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage"
                    + " Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber"),
    SENSOR_ALERT("https://gs1.org/voc/", "https://ref.gs1.org/voc/", "ALARM_CONDITION ERROR_CONDITION");

    /** As the JSON schema has them; it leaves https://ref.gs1.org/cbv/ open, and GS1's own examples misspell words there. */
    private static final List<String> RESERVED = List.of("urn:epcglobal:cbv:", "https://ns.gs1.org/cbv/");

    private final String webPrefix;
    private final String otherPrefix;
    /** Made by {@link Set#of}, so it cannot change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> words;

    Cbv(String webPrefix, String otherPrefix, String words) {
        this.webPrefix = webPrefix;
        this.otherPrefix = otherPrefix;
        this.words = Set.of(words.split(" ", -1));
    }

    /** The short names. */
    public Set<String> words() {
        return words;
    }

    /** Whether {@code word} is one of the short names. */
    public boolean contains(String word) {
        return words.contains(word);
    }

    /** The Web URI of a short name; any other text comes back as it is. */
    public String uri(String wordOrUri) {
        return wordOrUri.indexOf(':') < 0 ? webPrefix + wordOrUri : wordOrUri;
    }

    /** What follows this vocabulary's own prefix in a URN, Web URI or compact URI; null for every other text. */
    public @Nullable String local(String text) {
        if (text.startsWith(webPrefix)) {
            return text.substring(webPrefix.length());
        }
        if (text.startsWith(otherPrefix)) {
            return text.substring(otherPrefix.length());
        }
        boolean gs1 = this == MEASUREMENT_TYPE || this == SENSOR_ALERT;
        if (gs1) {
            return text.startsWith("gs1:") ? text.substring(4) : null;
        }
        String kind = webPrefix.substring("https://ref.gs1.org/cbv/".length());
        if (text.startsWith("cbv:") && text.startsWith(kind, 4)) {
            return text.substring(4 + kind.length());
        }
        String old = "https://ns.gs1.org/cbv/";
        return text.startsWith(old) && text.startsWith(kind, old.length())
                ? text.substring(old.length() + kind.length())
                : null;
    }

    /** The short name that {@code text} spells in any of the four ways; null when it is no word of this vocabulary. */
    public @Nullable String shortName(String text) {
        String local = text.indexOf(':') < 0 ? text : local(text);
        return local != null && words.contains(local) ? local : null;
    }

    /** Whether the URI lies in this vocabulary's own namespace, where nobody else may coin words. */
    public boolean owns(String uri) {
        return local(uri) != null;
    }

    /** Whether only the Core Business Vocabulary may coin this URI, whichever of its vocabularies it names. */
    public static boolean isReserved(String uri) {
        return RESERVED.stream().anyMatch(uri::startsWith);
    }
}
