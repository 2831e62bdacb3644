package io.foodflow.identity.roles;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Roles that somebody has or is to have, and where each holds.
 *
 * @param sites the roles by name, each with the sites it holds at; none stands for everywhere
 */
public record Assignments(Map<String, Set<String>> sites) {

    public Assignments {
        var sorted = new TreeMap<String, Set<String>>();
        sites.forEach((role, at) -> sorted.put(role, Set.copyOf(at)));
        sites = Map.copyOf(sorted);
    }

    /** These roles, everywhere. */
    public static Assignments everywhere(Collection<String> roles) {
        return of(roles, Map.of());
    }

    /** These roles, each at its sites; one without sites everywhere. */
    public static Assignments of(Collection<String> roles, Map<String, ? extends Collection<String>> sites) {
        var all = new TreeMap<String, Set<String>>();
        roles.forEach(role -> all.put(role, sites.containsKey(role) ? Set.copyOf(sites.get(role)) : Set.of()));
        return new Assignments(all);
    }

    /** Reads what {@link #pairs} wrote. */
    public static Map<String, List<String>> read(Collection<String> pairs) {
        return pairs.stream()
                .sorted()
                .map(pair -> pair.split(" ", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0],
                        TreeMap::new,
                        Collectors.mapping(pair -> pair[1], Collectors.toUnmodifiableList())));
    }

    /** Role and site, parted by a blank, for each site of a role that does not hold everywhere. */
    public List<String> pairs() {
        return sites.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(site -> entry.getKey() + ' ' + site))
                .sorted()
                .toList();
    }

    /** The names of the roles. */
    public Set<String> roles() {
        return new TreeSet<>(sites.keySet());
    }

    /** The sites of a role, none if it holds everywhere or is not among these. */
    public Set<String> sitesOf(String role) {
        return sites.getOrDefault(role, Set.of());
    }

    /** Whether the role is among these and holds everywhere. */
    public boolean isEverywhere(String role) {
        return sites.containsKey(role) && sitesOf(role).isEmpty();
    }

    /** The roles that do not hold everywhere, with their sites, sorted. */
    public Map<String, List<String>> scoped() {
        return read(pairs());
    }
}
