package io.foodflow.testservices.menu;

import io.foodflow.platform.changes.DomainEvent;

record MenuItemAdded(String id) implements DomainEvent {

    @Override
    public String resourceType() {
        return "menu_item";
    }

    @Override
    public String resourceId() {
        return id;
    }
}
