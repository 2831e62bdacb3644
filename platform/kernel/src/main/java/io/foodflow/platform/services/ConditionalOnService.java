package io.foodflow.platform.services;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Active only where {@code foodflow.services} names this service. A misspelt name there stops the start. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnService.class)
public @interface ConditionalOnService {
    /** The service's name, as its {@code service.properties} gives it. */
    String value();
}
