package io.foodflow.tenant.backups;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often backups of single tenants are made, and how long they are kept.
 *
 * @param everyHours hours between two that are made of each tenant without being asked for; 0 for none
 * @param kept how many of those are kept of each tenant
 * @param keptDays days that a backup is kept that somebody asked for or brought
 * @param undoDays days in which a restore can be undone
 */
@ConfigurationProperties("foodflow.tenant.backups")
public record BackupSettings(
        @DefaultValue("0") int everyHours,
        @DefaultValue("7") int kept,
        @DefaultValue("30") int keptDays,
        @DefaultValue("7") int undoDays) {

    public BackupSettings {
        if (everyHours < 0 || kept < 1 || keptDays < 1 || undoDays < 1) {
            throw new IllegalArgumentException(
                    "foodflow.tenant.backups: every-hours must be 0 or more, the others 1 or more; were every-hours %d, kept %d, kept-days %d, undo-days %d"
                            .formatted(everyHours, kept, keptDays, undoDays));
        }
    }
}
