package io.foodflow.cli.demo;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.DemoNote.Account;
import io.foodflow.demo.DemoCompany;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
                        plantManager(),
                        account("planner", "Pia", "Moreau", "planner"),
                        account("suppliers", "Sergio", "Vidal", "supplier_manager"),
                        account("operator", "Olga", "Brandt", "operator"),
                        account("auditor", "Arthur", "Keller", "auditor")),
                null);
    }

    private Account account(String name, String firstName, String lastName, String... roles) {
        return new Account(name + DOMAIN, firstName, lastName, passwords.next(), List.of(roles), Map.of());
    }

    /** Leads the dairy, and sees the dairy. */
    private Account plantManager() {
        String role = "plant_manager";
        return new Account(
                "plant" + DOMAIN,
                "Petra",
                "Steiner",
                passwords.next(),
                List.of(role),
                Map.of(role, List.of(DemoCompany.dairy().place())));
    }

    /**
     * Has those people accept an invitation whom the server does not know yet, so that their passwords are their own and they can
     * sign. A server that mails its invitations gives nobody else the link: there the administrator makes the accounts, and another
     * has to confirm them before they sign.
     */
    static void create(DemoNote note, Api api) {
        Set<String> known = new HashSet<>();
        for (JsonNode user : api.get("/users?limit=500").path("items")) {
            known.add(user.path("email").asString(""));
        }
        note.accounts().stream()
                .filter(account -> !known.contains(account.email()))
                .forEach(account -> create(account, api));
    }

    private static void create(Account account, Api api) {
        JsonNode invited = api.post(
                "/users/invitations",
                new Invitation(
                        account.email(),
                        account.firstName(),
                        account.lastName(),
                        account.roles(),
                        account.roleSites()));
        String link = invited.path("link").asString("");
        if (link.isEmpty()) {
            api.post("/users", account);
            return;
        }
        api.post(
                "/auth/invitations/accept",
                new Acceptance(
                        link.substring(link.indexOf('#') + 1),
                        account.firstName(),
                        account.lastName(),
                        account.password()));
    }

    private record Invitation(
            String email,
            String firstName,
            String lastName,
            List<String> roles,
            @Nullable Map<String, List<String>> roleSites) {}

    private record Acceptance(String token, String firstName, String lastName, String password) {}
}
