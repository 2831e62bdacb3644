package io.foodflow.identity.roles;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/**
 * Every permission that an operation of this build declares: those of the services that run here as the guard counted
 * them at the start, those of the others as their classes say (read, not loaded: some milliseconds, once).
 */
final class KnownPermissions {

    private final Supplier<Set<String>> here;
    private final Set<String> elsewhere = new TreeSet<>();

    KnownPermissions(Supplier<Set<String>> here, ServiceCatalog catalog, ActiveServices active) {
        this.here = here;
        for (var service : catalog.services()) {
            if (!active.contains(service.name())) {
                var api = service.apiPackage();
                elsewhere.addAll(declaredUnder(api.substring(0, api.lastIndexOf('.'))));
            }
        }
    }

    /** All of them, each as {@code resource:action}. */
    Set<String> all() {
        var all = new TreeSet<>(elsewhere);
        all.addAll(here.get());
        return all;
    }

    static Set<String> declaredUnder(String rootPackage) {
        var declared = new TreeSet<String>();
        var annotation = RequiresPermission.class.getName();
        var readers = new SimpleMetadataReaderFactory();
        try {
            var classes = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + rootPackage.replace('.', '/') + "/**/*.class");
            for (var file : classes) {
                for (var method :
                        readers.getMetadataReader(file).getAnnotationMetadata().getAnnotatedMethods(annotation)) {
                    var attributes = Objects.requireNonNull(method.getAnnotationAttributes(annotation));
                    declared.add((String) Objects.requireNonNull(attributes.get("value")));
                }
            }
            return declared;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes under " + rootPackage, e);
        }
    }
}
