package io.foodflow.tenant.backups;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.work.BackgroundWork;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the backups that somebody, or the clock, asked for, and removes those that have had their time. */
final class BackupWork implements BackgroundWork {

    private final Backups backups;

    BackupWork(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Set<TenantId> due() {
        return backups.unfinished().stream()
                .map(backup -> new TenantId(backup.tenantId()))
                .collect(Collectors.toSet());
    }

    @Override
    public void advance(TenantId tenant) {
        backups.unfinished().stream()
                .filter(backup -> backup.tenantId().equals(tenant.value()))
                .forEach(backups::make);
    }

    @Override
    public void tidy() {
        backups.schedule();
        backups.expire();
    }
}
