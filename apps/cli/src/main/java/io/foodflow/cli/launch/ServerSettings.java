package io.foodflow.cli.launch;

import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.Home;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param services names separated by commas; null for all
 * @param firstTenant a company that the server creates with its administrator when it does not exist yet; null for none
 */
public record ServerSettings(
        Home home,
        int port,
        @Nullable String services,
        @Nullable DemoNote firstTenant) {

    List<String> arguments() {
        var arguments = new ArrayList<String>();
        arguments.add("--server.port=" + port);
        arguments.add("--foodflow.home=" + home.folder());
        if (services != null) arguments.add("--foodflow.services=" + services);
        return arguments;
    }

    /** The bootstrap settings go by environment: other users of the machine can read a command line, and with it a password. */
    Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        if (firstTenant != null) {
            DemoNote.Account administrator = firstTenant.administrator();
            variables.put("FOODFLOW_BOOTSTRAP_TENANT", firstTenant.tenant());
            variables.put("FOODFLOW_BOOTSTRAP_NAME", firstTenant.name());
            variables.put("FOODFLOW_BOOTSTRAP_EMAIL", administrator.email());
            variables.put("FOODFLOW_BOOTSTRAP_PASSWORD", administrator.password());
            variables.put("FOODFLOW_BOOTSTRAP_FIRSTNAME", administrator.firstName());
            variables.put("FOODFLOW_BOOTSTRAP_LASTNAME", administrator.lastName());
            variables.put("FOODFLOW_BOOTSTRAP_ROLES", String.join(",", administrator.roles()));
        }
        return variables;
    }
}
