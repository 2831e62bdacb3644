package io.foodflow.testservices.orders.api;

import io.foodflow.platform.security.RequiresPermission;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

@HttpExchange("/orders")
public interface OrdersApi {

    record Order(String item, int portions) {}

    record Bill(BigDecimal total) {}

    @PostExchange
    @RequiresPermission("order:write")
    Bill place(@RequestBody Order order);
}
