package io.foodflow.foodgraph;

import io.foodflow.platform.services.ConditionalOnService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** FoodGraph, where {@code foodflow.services} names it. */
@AutoConfiguration
@ConditionalOnService("foodgraph")
@ComponentScan(
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = Configuration.class))
class FoodgraphAutoConfiguration {}
