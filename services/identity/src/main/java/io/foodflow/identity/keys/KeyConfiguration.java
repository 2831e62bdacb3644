package io.foodflow.identity.keys;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(KeyController.class)
class KeyConfiguration {}
