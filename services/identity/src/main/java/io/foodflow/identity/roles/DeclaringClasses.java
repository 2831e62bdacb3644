package io.foodflow.identity.roles;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.DeclaredOperation;
import io.foodflow.platform.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** What the classes of a service declare, for those services that do not run in this process. */
final class DeclaringClasses {

    private DeclaringClasses() {}

    /** The permissions asked for and, where a controller asks, the operations that do. */
    record Declared(Set<String> permissions, List<DeclaredOperation> operations) {

        Declared {
            permissions = Set.copyOf(permissions);
            operations = List.copyOf(operations);
        }
    }

    /** Reads every class under that package. */
    static Declared under(String rootPackage) {
        var permissions = new TreeSet<String>();
        var operations = new ArrayList<DeclaredOperation>();
        var readers = new SimpleMetadataReaderFactory();
        try {
            var classes = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + rootPackage.replace('.', '/') + "/**/*.class");
            for (var file : classes) {
                var type = readers.getMetadataReader(file).getAnnotationMetadata();
                for (var method : type.getAnnotatedMethods(RequiresPermission.class.getName())) {
                    var declared = method.getAnnotations().get(RequiresPermission.class);
                    permissions.add(declared.getString("value"));
                    operations(declared, type, method).forEach(operations::add);
                }
            }
            return new Declared(permissions, operations);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes under " + rootPackage, e);
        }
    }

    private static Stream<DeclaredOperation> operations(
            MergedAnnotation<RequiresPermission> declared, AnnotationMetadata type, MethodMetadata method) {
        var mapping = method.getAnnotations().get(RequestMapping.class);
        if (!mapping.isPresent()) {
            return Stream.empty();
        }
        var described = method.getAnnotations().get(Operation.class);
        var summary = described.isPresent() ? described.getString("summary") : "";
        return paths(type.getAnnotations().get(RequestMapping.class))
                .flatMap(root -> paths(mapping).map(path -> root + path))
                .flatMap(path -> Arrays.stream(mapping.getEnumArray("method", RequestMethod.class))
                        .map(verb -> new DeclaredOperation(
                                declared.getString("value"),
                                verb.name(),
                                path,
                                summary,
                                declared.getEnum("atSites", AtSites.class))));
    }

    private static Stream<String> paths(MergedAnnotation<RequestMapping> mapping) {
        var paths = mapping.isPresent() ? mapping.getStringArray("path") : new String[0];
        return paths.length == 0 ? Stream.of("") : Arrays.stream(paths);
    }
}
