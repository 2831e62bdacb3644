package io.foodflow.tenant.exports;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.work.BackgroundWork;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the archives that somebody asked for, and removes those that have had their time. */
final class ExportWork implements BackgroundWork {

    private final Exports exports;

    ExportWork(Exports exports) {
        this.exports = exports;
    }

    @Override
    public Set<TenantId> due() {
        return exports.unfinished().stream()
                .map(export -> new TenantId(export.tenantId()))
                .collect(Collectors.toSet());
    }

    @Override
    public void advance(TenantId tenant) {
        exports.unfinished().stream()
                .filter(export -> export.tenantId().equals(tenant.value()))
                .forEach(exports::make);
    }

    @Override
    public void tidy() {
        exports.expire();
    }
}
