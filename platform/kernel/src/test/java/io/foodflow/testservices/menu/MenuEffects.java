package io.foodflow.testservices.menu;

import io.foodflow.platform.events.EventConsumer;
import io.foodflow.platform.events.RecordedEvent;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leaves a row for each event it was given, so that a test can count. */
final class MenuEffects implements EventConsumer {

    private final JdbcClient jdbc;

    MenuEffects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "menu-effects";
    }

    @Override
    public void on(List<RecordedEvent> events) {
        for (var event : events) {
            if (event.type().equals("MenuItemAdded")) {
                jdbc.sql("insert into menu_effects (event_id, item, process_id) values (?, ?, ?)")
                        .params(
                                event.id(),
                                event.resourceId(),
                                ProcessHandle.current().pid())
                        .update();
            }
        }
    }
}
