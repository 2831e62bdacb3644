package io.foodflow.platform.services;

import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

final class OnService implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var attributes = Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnService.class.getName()));
        var name = (String) Objects.requireNonNull(attributes.get("value"));
        var setting = context.getEnvironment().getProperty(ActiveServices.SETTING, "all");
        var loader = Objects.requireNonNull(context.getClassLoader());
        return ActiveServices.parse(setting, ServiceCatalog.read(loader)).contains(name);
    }
}
