package io.foodflow.testservices.orders;

import io.foodflow.testservices.menu.api.MenuApi;
import io.foodflow.testservices.orders.api.OrdersApi;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrdersController implements OrdersApi {

    private final MenuApi menu;

    OrdersController(MenuApi menu) {
        this.menu = menu;
    }

    @Override
    public Bill place(Order order) {
        return new Bill(menu.item(order.item()).price().multiply(BigDecimal.valueOf(order.portions())));
    }
}
