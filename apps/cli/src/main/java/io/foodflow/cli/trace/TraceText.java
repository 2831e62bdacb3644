package io.foodflow.cli.trace;

import io.foodflow.cli.trace.Trace.Edge;
import io.foodflow.cli.trace.Trace.KindCount;
import io.foodflow.cli.trace.Trace.Node;
import io.foodflow.cli.trace.Trace.Outside;
import io.foodflow.cli.trace.Trace.Summary;
import io.foodflow.cli.trace.TraceTree.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trace as indented text: one line a node with depth, kind, lot, name, time and quantity, and a summary below. */
final class TraceText {
    private static final int DEEPEST_INDENT = 20;
    private static final int LONGEST_KEY = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private TraceText() {}

    static List<String> of(Trace trace) {
        var lines = new ArrayList<String>();
        lines.add((trace.forward() ? "Where it went: " : "Where it came from: ") + title(trace.start()));
        lines.add("");
        lines.add("depth  time (UTC)        flow");
        for (Line line : new TraceTree(trace).lines()) lines.add(line(line, trace.forward()));
        lines.add("");
        lines.addAll(summary(trace.summary()));
        if (!trace.outside().isEmpty()) lines.add(outside(trace.outside()));
        return lines;
    }

    private static String line(Line line, boolean forward) {
        Node node = line.node();
        Edge by = line.by();
        int depth = node.depth() == null ? 0 : node.depth();
        String indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
        String arrow = by == null ? "" : forward ? "-> " : "<- ";
        String ways = line.furtherWays() == 0
                ? ""
                : "  (+" + line.furtherWays() + (line.furtherWays() == 1 ? " more way)" : " more ways)");
        return String.format(
                        Locale.ROOT,
                        "%5d  %-16s  %s%s%s%s%s",
                        depth,
                        time(by == null ? node.arrivedAt() : by.time()),
                        indent,
                        arrow,
                        title(node),
                        by == null ? "" : quantity(by),
                        ways)
                .stripTrailing();
    }

    /** Kind, name and lot of a node, without saying a thing twice. */
    private static String title(Node node) {
        var text = new StringBuilder(node.kind().replace('_', ' '));
        String name = node.name() != null ? node.name() : node.productName();
        if (name != null) text.append("  ").append(name);
        if (node.lotCode() != null && (name == null || !name.contains(node.lotCode()))) {
            text.append("  lot ").append(node.lotCode());
        }
        if (name == null && node.lotCode() == null) text.append("  ").append(key(node));
        if (node.locationName() != null) text.append("  at ").append(node.locationName());
        return text.toString();
    }

    /** Long keys, such as hashes, are cut; {@code --json} has them whole. */
    private static String key(Node node) {
        String key = node.key() == null ? node.id() : node.key();
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY - 3) + "...";
    }

    private static String quantity(Edge edge) {
        if (edge.quantity() == null) return "";
        String number = BigDecimal.valueOf(edge.quantity())
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return "  " + number + (edge.unit() == null ? "" : " " + edge.unit());
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(time);
    }

    private static List<String> summary(Summary summary) {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d nodes, %,d relationships, %,d steps deep%s%s",
                number(summary.nodes()),
                number(summary.edges()),
                summary.maxDepth() == null ? 0 : summary.maxDepth(),
                span(summary),
                summary.elapsedMs() == null
                        ? ""
                        : String.format(Locale.ROOT, "; found in %.1f ms", summary.elapsedMs())));
        List<KindCount> kinds = summary.byKind();
        if (kinds != null && !kinds.isEmpty()) lines.add(kinds(kinds));
        if (Boolean.TRUE.equals(summary.truncated())) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Only the first %,d nodes are shown; --limit shows more.",
                    number(summary.returnedNodes())));
        }
        return lines;
    }

    private static String outside(List<Outside> outside) {
        long relationships = outside.stream().mapToLong(Outside::relationships).sum();
        return String.format(
                Locale.ROOT,
                "Goes on outside your sites at %,d %s, by %,d %s.",
                outside.size(),
                outside.size() == 1 ? "node" : "nodes",
                relationships,
                relationships == 1 ? "relationship" : "relationships");
    }

    private static String span(Summary summary) {
        if (summary.firstTime() == null || summary.lastTime() == null) return "";
        return "; " + TIME.format(summary.firstTime()) + " to " + TIME.format(summary.lastTime());
    }

    private static String kinds(List<KindCount> kinds) {
        return kinds.stream()
                .map(each -> String.format(Locale.ROOT, "%s %,d", each.kind().replace('_', ' '), each.nodes()))
                .collect(Collectors.joining(", "));
    }

    private static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
