package io.foodflow.identity.reviews;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A review as a table (RFC 4180). No cell begins as a formula does, whatever somebody calls himself. */
final class ReviewReport {

    private static final List<String> HEADINGS = List.of(
            "holder_kind",
            "holder",
            "holder_id",
            "role",
            "sites",
            "permissions",
            "decision",
            "comment",
            "decided_by",
            "decided_at");

    private ReviewReport() {}

    static String csv(List<ReviewItem> items) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEADINGS);
        items.forEach(item -> lines.add(cells(item)));
        return lines.stream()
                .map(cells -> cells.stream().map(ReviewReport::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static List<String> cells(ReviewItem item) {
        var sites = item.sites();
        var decision = item.decision();
        return Arrays.asList(
                item.holderKind().text(),
                item.holder(),
                item.holderId().toString(),
                item.role(),
                sites == null ? "everywhere" : String.join(" ", sites),
                String.join(" ", item.permissions()),
                decision == null ? "open" : decision.text(),
                text(item.comment()),
                text(item.decidedBy()),
                text(item.decidedAt()));
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    static String cell(String text) {
        var plain = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return plain.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? '"' + plain.replace("\"", "\"\"") + '"'
                : plain;
    }
}
