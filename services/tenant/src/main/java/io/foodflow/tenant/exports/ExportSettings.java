package io.foodflow.tenant.exports;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long archives are kept.
 *
 * @param keptDays days after an archive was made
 * @param keptAfterErasureDays days after a tenant was erased, for the archive that its deletion made
 */
@ConfigurationProperties("foodflow.tenant.exports")
public record ExportSettings(
        @DefaultValue("30") int keptDays,
        @DefaultValue("90") int keptAfterErasureDays) {

    public ExportSettings {
        if (keptDays < 1 || keptAfterErasureDays < 1) {
            throw new IllegalArgumentException(
                    "foodflow.tenant.exports: days must be 1 or more, were kept-days %d, kept-after-erasure-days %d"
                            .formatted(keptDays, keptAfterErasureDays));
        }
    }
}
