package io.foodflow.testservices.orders;

import io.foodflow.platform.services.ConditionalOnService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

@AutoConfiguration
@ConditionalOnService("orders")
@Import(OrdersController.class)
class OrdersAutoConfiguration {}
