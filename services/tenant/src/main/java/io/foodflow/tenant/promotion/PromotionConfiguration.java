package io.foodflow.tenant.promotion;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(PromotionController.class)
class PromotionConfiguration {}
