package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.ApiProblem;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A company on the platform, as a command needs to know it. */
record Company(String id, String slug) {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String PAGE = "/tenants?limit=500";

    /** The path of this company, and what is beneath it. */
    String path(String beneath) {
        return "/tenants/" + id + beneath;
    }

    /**
     * The company of that slug, or with that id. Who may not see all companies finds his own.
     *
     * @throws CommandFailure if there is none, or the caller may not know of it
     */
    static Company named(String name, Api api) {
        try {
            var found =
                    ID.matcher(name).matches() ? List.of(api.get("/tenants/" + name)) : all(api, "&q=" + encoded(name));
            return matching(name, found).orElseThrow(() -> unknown(name));
        } catch (ApiProblem problem) {
            if (problem.status() == 404) throw unknown(name);
            if (problem.status() != 403) throw problem;
            return matching(name, List.of(own(api, problem))).orElseThrow(() -> unknown(name));
        }
    }

    /** All companies that the caller may list, as the server tells them. */
    static List<JsonNode> all(Api api, String filter) {
        var found = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page = api.get(PAGE + filter + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.path("items").forEach(found::add);
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return found;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode own(Api api, ApiProblem notAll) {
        try {
            return api.get("/auth/me").path("tenant");
        } catch (ApiProblem noPerson) {
            throw noPerson.status() == 403 ? notAll : noPerson;
        }
    }

    private static Optional<Company> matching(String name, List<JsonNode> among) {
        return among.stream()
                .map(each -> new Company(
                        each.path("id").asString(""), each.path("slug").asString("")))
                .filter(each -> each.slug.equals(name) || each.id.equalsIgnoreCase(name))
                .findFirst();
    }

    private static CommandFailure unknown(String name) {
        return new CommandFailure(ExitCode.NOT_FOUND, "no company '" + name + "' is known; see 'foodflow tenant list'");
    }
}
