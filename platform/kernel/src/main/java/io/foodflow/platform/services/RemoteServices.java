package io.foodflow.platform.services;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.service.registry.AbstractHttpServiceRegistrar;

/**
 * Makes a client bean of each interface of the services that this build contains but this process does not run. Where a
 * service runs, its controller is the bean of the same interface; callers see no difference.
 */
final class RemoteServices extends AbstractHttpServiceRegistrar {

    private @Nullable Environment environment;
    private @Nullable ClassLoader loader;

    @Override
    public void setEnvironment(Environment environment) {
        super.setEnvironment(environment);
        this.environment = environment;
    }

    @Override
    public void setBeanClassLoader(ClassLoader loader) {
        super.setBeanClassLoader(loader);
        this.loader = loader;
    }

    @Override
    protected void registerHttpServices(GroupRegistry registry, AnnotationMetadata importing) {
        var catalog = ServiceCatalog.read(Objects.requireNonNull(loader));
        var setting = Objects.requireNonNull(environment).getProperty(ActiveServices.SETTING, "all");
        var active = ActiveServices.parse(setting, catalog);
        catalog.services().stream()
                .filter(service -> !active.contains(service.name()))
                .forEach(service -> registry.forGroup(service.name()).detectInBasePackages(service.apiPackage()));
    }
}
