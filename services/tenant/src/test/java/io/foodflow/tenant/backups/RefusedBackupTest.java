package io.foodflow.tenant.backups;

import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive that is not what this installation made, or cannot be read by it, changes nothing. */
class RefusedBackupTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();
    private static final BackupSteps STEPS = new BackupSteps(PLATFORM, TenantPlatform.operatorsTenant());
    private static final String MANIFEST = "manifest.json";
    private static final String USAGE = "tables/usage_records.copy";

    private static final Tenant TENANT = newTenant();
    private static final String BACKUP = backup();
    private static final byte[] ARCHIVE = archive(BACKUP);

    private static String backup() {
        STEPS.writePair(TENANT, "old");
        var backup = STEPS.backUp(TENANT);
        PLATFORM.deliverEvents(TENANT);
        return backup;
    }

    private interface Damage {
        byte[] of(byte[] archive) throws IOException;
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("cut off", (Damage) archive -> Arrays.copyOf(archive, archive.length / 2), "cut off"),
                Arguments.of(
                        "no archive at all", (Damage) archive -> "hello".getBytes(StandardCharsets.UTF_8), "no ZIP"),
                Arguments.of(
                        "without its seal",
                        (Damage) archive -> zipped(files -> files.remove(BackupSeal.ENTRY), archive),
                        "lacks 'seal.txt'"),
                Arguments.of(
                        "without its manifest",
                        (Damage) archive -> zipped(files -> files.remove(MANIFEST), archive),
                        "lacks 'manifest.json'"),
                Arguments.of(
                        "with another manifest",
                        (Damage) archive -> zipped(files -> edit(files, MANIFEST, text -> text + " "), archive),
                        "was altered, or made under another master key"),
                Arguments.of(
                        "sealed elsewhere",
                        (Damage) archive -> zipped(
                                files -> files.put(
                                        BackupSeal.ENTRY, "0".repeat(64).getBytes(StandardCharsets.UTF_8)),
                                archive),
                        "made under another master key"),
                Arguments.of(
                        "with another row",
                        (Damage) archive ->
                                zipped(files -> edit(files, USAGE, text -> text.replace("pair", "paid")), archive),
                        "table usage_records is damaged"),
                Arguments.of(
                        "with a row that is none",
                        (Damage) archive -> zipped(files -> edit(files, USAGE, text -> "x\n" + text), archive),
                        "table usage_records is damaged"),
                Arguments.of(
                        "without a table",
                        (Damage) archive -> zipped(files -> files.remove(USAGE), archive),
                        "lacks '%s'".formatted(USAGE)),
                Arguments.of(
                        "of a newer format",
                        (Damage) archive ->
                                resealed(text -> text.replace("\"version\" : 1,", "\"version\" : 2,"), archive),
                        "format 'foodflow-tenant-backup' 2"),
                Arguments.of(
                        "with a migration to come",
                        (Damage) archive ->
                                resealed(text -> text.replace("\"V2__usage.sql\"", "\"V999__new.sql\""), archive),
                        "made by a newer version: kernel has run 'V999__new.sql'"),
                Arguments.of(
                        "of a service to come",
                        (Damage) archive -> resealed(
                                text -> text.replace("\"owner\" : \"identity\"", "\"owner\" : \"weather\""), archive),
                        "a service 'weather'"),
                Arguments.of(
                        "with a migration of another text",
                        (Damage) archive -> resealed(
                                text -> text.replaceFirst("\"checksum\" : -?\\d+", "\"checksum\" : 7"), archive),
                        "had another text"),
                Arguments.of(
                        "with a table that no migration makes",
                        (Damage) archive -> resealed(
                                text -> text.replace("\"name\" : \"usage_records\"", "\"name\" : \"usage_recordz\""),
                                archive),
                        "not those that its migrations make"),
                Arguments.of(
                        "of another tenant",
                        (Damage) archive -> resealed(
                                text -> text.replaceFirst("(\"tenant\" : \\{\\s+\"id\" : \")[0-9a-f]{8}", "$100000000"),
                                archive),
                        "the backup of another tenant"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void refusesAnArchive(String what, Damage damage, String reason) throws IOException {
        var tenant = TENANT;
        var backup = BACKUP;
        replace(tenant, backup, damage.of(ARCHIVE));
        var untouched = STEPS.digests(tenant.schema());

        var restore = STEPS.askToRestore(tenant, backup);
        STEPS.finish();

        var refused = STEPS.restore(tenant, restore);
        assertThat(refused.path("state").asString()).as(refused.toString()).isEqualTo("failed");
        assertThat(refused.path("error").asString()).contains(reason).doesNotContain("line 1");
        assertThat(STEPS.digests(tenant.schema())).isEqualTo(untouched);
        assertThat(STEPS.beside(tenant)).isEmpty();
        assertThat(TenantPlatform.recorded(tenant.id())).endsWith("RestoreRequested", "RestoreFailed");
    }

    private static byte[] archive(String backup) {
        var object = query("select object_id from platform.tenant_backups where id = '%s'".formatted(backup))
                .getFirst();
        try (var in = PLATFORM.bean(PlatformObjects.class)
                .store()
                .open(new io.foodflow.platform.storage.ObjectId(object))
                .orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if this had been made: the store and the platform's note of the archive's hash agree. */
    private static void replace(Tenant tenant, String backup, byte[] archive) {
        var object = PLATFORM.bean(PlatformObjects.class).store().put(new ByteArrayInputStream(archive));
        query("update platform.tenant_backups set object_id = '%s' where id = '%s' and tenant_id = '%s'"
                .formatted(object.id(), backup, tenant.id()));
    }

    private static void edit(Map<String, byte[]> files, String name, UnaryOperator<String> edit) {
        var old = new String(files.get(name), StandardCharsets.UTF_8);
        var edited = edit.apply(old);
        assertThat(edited).isNotEqualTo(old);
        files.put(name, edited.getBytes(StandardCharsets.UTF_8));
    }

    /** What only this installation could make: its manifest is altered and sealed again. */
    private static byte[] resealed(UnaryOperator<String> edit, byte[] archive) {
        return zipped(
                files -> {
                    edit(files, MANIFEST, edit);
                    files.put(BackupSeal.ENTRY, BackupSeal.of(files.get(MANIFEST), PLATFORM.bean(MasterKey.class)));
                },
                archive);
    }

    private interface Change {
        void on(Map<String, byte[]> files);
    }

    private static byte[] zipped(Change change, byte[] archive) {
        try {
            var files = new LinkedHashMap<String, byte[]>();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.put(entry.getName(), zip.readAllBytes());
                }
            }
            change.on(files);
            var out = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(out)) {
                for (var file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
