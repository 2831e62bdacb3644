package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageQueries.Column;
import io.foodflow.audit.lineage.LineageViews.ColumnLink;
import io.foodflow.audit.lineage.LineageViews.Columns;
import io.foodflow.audit.lineage.LineageViews.DataSetDetail;
import io.foodflow.audit.lineage.LineageViews.DataSetView;
import io.foodflow.audit.lineage.LineageViews.Direction;
import io.foodflow.audit.lineage.LineageViews.Edge;
import io.foodflow.audit.lineage.LineageViews.EventView;
import io.foodflow.audit.lineage.LineageViews.Graph;
import io.foodflow.audit.lineage.LineageViews.JobDetail;
import io.foodflow.audit.lineage.LineageViews.JobView;
import io.foodflow.audit.lineage.LineageViews.Node;
import io.foodflow.audit.lineage.LineageViews.RunDetail;
import io.foodflow.audit.lineage.LineageViews.RunView;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The graph of jobs and data sets of the current tenant. A walk goes breadth first, level by level, with one query a level: its
 * cost is bounded by depth and limit, whatever cycles there are and however large the whole is. Thread-safe.
 */
final class Lineage {

    /** Deepest walk. */
    static final int DEEPEST = 100;

    /** Most nodes of a graph, and links of a column's. */
    static final int MOST_NODES = 2_000;

    private static final int MOST_USES = 500;
    private static final int MOST_EVENTS = 100;

    /** Edges read in one step for each node that still has room: a data set that everybody reads is not read to its end. */
    private static final int EDGES_A_NODE = 4;

    private final UnitOfWork work;
    private final LineageQueries queries;

    Lineage(UnitOfWork work, LineageQueries queries) {
        this.work = work;
        this.queries = queries;
    }

    List<JobView> jobs(@Nullable String text, @Nullable String namespace, PageRequest page) {
        return work.read(() -> queries.jobs(text, namespace, page));
    }

    Optional<JobDetail> job(UUID id) {
        return work.readSnapshot(() -> queries.job(id)
                .map(job -> new JobDetail(
                        job, queries.dataSetsOf(id, false, MOST_USES), queries.dataSetsOf(id, true, MOST_USES))));
    }

    List<RunView> runs(@Nullable UUID job, @Nullable RunState state, PageRequest page) {
        return work.read(() -> queries.runs(job, state, page));
    }

    Optional<RunDetail> run(UUID id) {
        return work.readSnapshot(() ->
                queries.run(id).map(run -> new RunDetail(run, queries.parts(id, false), queries.parts(id, true))));
    }

    /** The events of a run to the letter; empty if there is no such run. */
    Optional<List<EventView>> events(UUID run) {
        return work.readSnapshot(() -> queries.run(run).map(found -> queries.events(run, MOST_EVENTS)));
    }

    List<DataSetView> dataSets(@Nullable String text, @Nullable String namespace, PageRequest page) {
        return work.read(() -> queries.dataSets(text, namespace, page));
    }

    Optional<DataSetDetail> dataSet(UUID id) {
        return work.readSnapshot(() -> queries.dataSet(id)
                .map(set -> new DataSetDetail(
                        set,
                        queries.fields(id),
                        queries.jobsOf(id, true, MOST_USES),
                        queries.jobsOf(id, false, MOST_USES))));
    }

    /** What lies around a job or data set; empty if there is neither by that id. */
    Optional<Graph> graph(UUID start, Direction direction, int depth, int most) {
        return work.readSnapshot(() -> {
            boolean job = queries.job(start).isPresent();
            if (!job && queries.dataSet(start).isEmpty()) {
                return Optional.empty();
            }
            var walk = new Walk(start, job, most);
            if (direction != Direction.DOWNSTREAM) {
                walk.follow(false, depth);
            }
            if (direction != Direction.UPSTREAM) {
                walk.follow(true, depth);
            }
            return Optional.of(walk.graph(direction, depth));
        });
    }

    /** Where fields of a data set come from, or what is made of them; empty if there is no such data set. */
    Optional<Columns> columns(UUID dataSet, @Nullable String field, Direction direction, int depth, int most) {
        return work.readSnapshot(() -> {
            if (queries.dataSet(dataSet).isEmpty()) {
                return Optional.empty();
            }
            var links = new LinkedHashSet<ColumnLink>();
            boolean whole = true;
            if (direction != Direction.DOWNSTREAM) {
                whole = followColumns(links, dataSet, field, false, depth, most);
            }
            if (direction != Direction.UPSTREAM) {
                whole &= followColumns(links, dataSet, field, true, depth, most);
            }
            return Optional.of(new Columns(dataSet, field, direction, depth, !whole, List.copyOf(links)));
        });
    }

    /** Whether all there is within the depth has its place. */
    private boolean followColumns(
            Set<ColumnLink> links, UUID dataSet, @Nullable String field, boolean downstream, int depth, int most) {
        var seen = new HashSet<Column>();
        Collection<Column> level = List.of();
        for (int step = 1; step <= depth; step++) {
            int room = most - links.size();
            List<ColumnLink> found;
            if (step == 1 && field == null) {
                found = queries.linksOf(dataSet, downstream, room + 1);
            } else {
                if (step == 1) {
                    level = List.of(new Column(dataSet, Objects.requireNonNull(field)));
                    seen.addAll(level);
                }
                found = level.isEmpty() ? List.of() : queries.links(level, downstream, room + 1 + links.size());
            }
            var next = new LinkedHashSet<Column>();
            for (var link : found) {
                if (links.size() >= most && !links.contains(link)) {
                    return false;
                }
                links.add(link);
                var end = downstream
                        ? new Column(link.outputId(), link.outputField())
                        : new Column(link.inputId(), link.inputField());
                if (seen.add(end)) {
                    next.add(end);
                }
            }
            level = next;
            if (level.isEmpty()) {
                return true;
            }
        }
        return true;
    }

    /** One walk over jobs and data sets in turn. Used by one thread. */
    private final class Walk {

        private final UUID start;
        private final boolean startsAtJob;
        private final int most;
        private final Map<UUID, Integer> jobs = new LinkedHashMap<>();
        private final Map<UUID, Integer> sets = new LinkedHashMap<>();
        private final Map<String, Edge> edges = new LinkedHashMap<>();
        private boolean truncated;

        Walk(UUID start, boolean startsAtJob, int most) {
            this.start = start;
            this.startsAtJob = startsAtJob;
            this.most = most;
            (startsAtJob ? jobs : sets).put(start, 0);
        }

        void follow(boolean downstream, int depth) {
            boolean atJobs = startsAtJob;
            Collection<UUID> level = List.of(start);
            var seen = new HashSet<UUID>(level);
            for (int step = 1; step <= depth && !level.isEmpty(); step++) {
                int limit = most * EDGES_A_NODE;
                var found = atJobs
                        ? queries.stepFromJobs(level, downstream, limit + 1)
                        : queries.stepFromDataSets(level, downstream, limit + 1);
                if (found.size() > limit) {
                    truncated = true;
                }
                atJobs = !atJobs;
                level = take(found, atJobs ? jobs : sets, seen, downstream ? step : -step);
            }
        }

        private Collection<UUID> take(
                List<LineageQueries.Step> found, Map<UUID, Integer> nodes, Set<UUID> seen, int depth) {
            var next = new ArrayList<UUID>();
            for (var step : found) {
                if (!nodes.containsKey(step.next())) {
                    if (jobs.size() + sets.size() >= most) {
                        truncated = true;
                        continue;
                    }
                    nodes.put(step.next(), depth);
                }
                edges.putIfAbsent(step.edge().from() + " " + step.edge().to(), step.edge());
                if (seen.add(step.next())) {
                    next.add(step.next());
                }
            }
            return next;
        }

        Graph graph(Direction direction, int depth) {
            var nodes = new ArrayList<Node>();
            nodes.addAll(queries.jobNodes(jobs.keySet(), id -> Objects.requireNonNull(jobs.get(id))));
            nodes.addAll(queries.dataSetNodes(sets.keySet(), id -> Objects.requireNonNull(sets.get(id))));
            return new Graph(start, direction, depth, truncated, nodes, List.copyOf(edges.values()));
        }
    }
}
