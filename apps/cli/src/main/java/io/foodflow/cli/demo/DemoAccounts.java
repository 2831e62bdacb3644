package io.foodflow.cli.demo;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.DemoNote.Account;
import io.foodflow.demo.DemoCompany;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The people of the demo company: one for each task that the platform knows, each with a random password. */
final class DemoAccounts {
    private static final String DOMAIN = "@sennwies.example";

    private final Passwords passwords;

    DemoAccounts(Passwords passwords) {
        this.passwords = passwords;
    }

    /** A note with new passwords, the administrator first, who runs the platform too. */
    DemoNote invent() {
        return new DemoNote(
                "demo",
                DemoCompany.NAME,
                List.of(
                        account("admin", "Ada", "Lindner", "tenant_admin", "platform_admin"),
                        account("quality", "Quirin", "Huber", "quality_manager"),
                        account("plant", "Petra", "Steiner", "plant_manager"),
                        account("planner", "Pia", "Moreau", "planner"),
                        account("suppliers", "Sergio", "Vidal", "supplier_manager"),
                        account("operator", "Olga", "Brandt", "operator"),
                        account("auditor", "Arthur", "Keller", "auditor")),
                null);
    }

    private Account account(String name, String firstName, String lastName, String... roles) {
        return new Account(name + DOMAIN, firstName, lastName, passwords.next(), List.of(roles));
    }

    /** Creates those accounts that the server does not know yet. */
    static void create(DemoNote note, Api api) {
        Set<String> known = new HashSet<>();
        for (JsonNode user : api.get("/users?limit=500").path("items")) {
            known.add(user.path("email").asString(""));
        }
        note.accounts().stream()
                .filter(account -> !known.contains(account.email()))
                .forEach(account -> api.post("/users", account));
    }
}
