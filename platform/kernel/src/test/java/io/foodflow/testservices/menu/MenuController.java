package io.foodflow.testservices.menu;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.testservices.menu.api.MenuApi;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MenuController implements MenuApi {

    private final UnitOfWork work;
    private final JdbcClient jdbc;

    MenuController(UnitOfWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    @Override
    public Item item(String id) {
        return work.read(() -> jdbc.sql("select id, price from menu_items where id = ?")
                        .param(id)
                        .query(Item.class)
                        .optional())
                .orElseThrow(() -> new ProblemException(Problems.notFound("menu item", id)));
    }

    @Override
    public List<Item> items(BigDecimal below) {
        return work.read(() -> jdbc.sql("select id, price from menu_items where price < ? order by id")
                .param(below)
                .query(Item.class)
                .list());
    }

    @Override
    public Item add(Item item) {
        if (item.price().signum() < 0) {
            throw new ProblemException(
                    Problems.invalid("price", "range", "price must be 0 or more, was " + item.price()));
        }
        return work.write(change -> {
            jdbc.sql("insert into menu_items (id, price) values (?, ?)")
                    .params(item.id(), item.price())
                    .update();
            change.record(new MenuItemAdded(item.id()), null, item);
            return item;
        });
    }

    @Override
    public Asked whoAsks() {
        var call = CallContext.current();
        return new Asked(
                CallContext.currentTenant().slug(),
                call.actor().kind().name(),
                call.actor().name());
    }
}
