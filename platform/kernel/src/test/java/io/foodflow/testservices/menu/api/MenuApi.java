package io.foodflow.testservices.menu.api;

import io.foodflow.platform.security.RequiresPermission;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

@HttpExchange("/menu")
public interface MenuApi {

    record Item(String id, BigDecimal price) {}

    record Asked(String tenant, String actorKind, String actorName) {}

    @GetExchange("/items/{id}")
    @RequiresPermission("menu:read")
    Item item(@PathVariable String id);

    @GetExchange("/items")
    @RequiresPermission("menu:read")
    List<Item> items(@RequestParam BigDecimal below);

    @PostExchange("/items")
    @RequiresPermission("menu:write")
    Item add(@RequestBody Item item);

    @GetExchange("/asked")
    @RequiresPermission("menu:read")
    Asked whoAsks();
}
