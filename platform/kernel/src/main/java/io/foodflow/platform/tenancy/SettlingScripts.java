package io.foodflow.platform.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What each service does to tables that come back from the past, as SQL on the class path:
 * {@code db/restored/<owner>/loaded.sql} when rows were loaded, {@code another.sql} besides where they are to be another
 * tenant's, {@code beside.sql} on tables that are about to take their place, loaded or put back, and {@code opened.sql} in
 * the transaction in which they do. Before it come {@code replacing.sql} where they replace newer ones of the same tenant,
 * for whose schema {@code ${newer}} stands in it, and {@code exchanging.sql} where they replace any of the same tenant,
 * newer or older, {@code ${other}}. A script runs as the tenant's role on its own tables. Each is optional.
 */
final class SettlingScripts {

    private final TenantMigrations migrations;

    SettlingScripts(TenantMigrations migrations) {
        this.migrations = migrations;
    }

    List<String> afterLoading(boolean ofAnother) {
        var scripts = new ArrayList<>(all("loaded"));
        if (ofAnother) {
            scripts.addAll(all("another"));
        }
        scripts.addAll(beforeReturning());
        return scripts;
    }

    List<String> beforeReturning() {
        return all("beside");
    }

    List<String> onReplacing(String newer) {
        return all("replacing").stream()
                .map(script -> script.replace("${newer}", newer))
                .toList();
    }

    List<String> onExchanging(String other) {
        return all("exchanging").stream()
                .map(script -> script.replace("${other}", other))
                .toList();
    }

    List<String> onOpening() {
        return all("opened");
    }

    private List<String> all(String when) {
        var scripts = new ArrayList<String>();
        for (var owner : migrations.locations().keySet()) {
            try (var in = migrations.loader().getResourceAsStream("db/restored/%s/%s.sql".formatted(owner, when))) {
                if (in != null) {
                    scripts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read what %s does to restored tables".formatted(owner), e);
            }
        }
        return scripts;
    }
}
