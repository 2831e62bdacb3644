package io.foodflow.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes due jobs out of {@code platform.scheduled_tasks} and gives them to their handlers.
 *
 * <p>Each kind is a task of db-scheduler of its own, so that a process asks only for the kinds it has handlers for. Due
 * executions are taken with {@code for update skip locked}, as many as there are free threads; a process that dies leaves
 * executions without heartbeat, which another one, or the next start, takes up.
 */
final class JobScheduler implements SmartLifecycle {

    private static final String TABLE = "platform.scheduled_tasks";
    private static final String PREFIX = "job:";
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(2);
    private static final Duration PAUSE_WHILE_SUSPENDED = Duration.ofMinutes(1);
    private static final Duration PAUSE_WHILE_PROVISIONED = Duration.ofMillis(500);
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Map<String, JobHandler> handlers;
    private final List<RecurringTask<Void>> chores;
    private final JobSettings settings;
    private final JobRunner runner;
    private final JobSignal signal;
    private final Tenants tenants;
    private final DataSource dataSource;
    private final DatabaseServer server;
    private final PlatformWork platformWork;
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Running running;

    private record Running(Scheduler scheduler, ExecutorService threads) {}

    JobScheduler(
            List<JobHandler> handlers,
            List<RecurringTask<Void>> chores,
            JobSettings settings,
            JobRunner runner,
            JobSignal signal,
            Tenants tenants,
            DataSource dataSource,
            DatabaseServer server,
            PlatformWork platformWork,
            JdbcClient jdbc,
            Clock clock) {
        this.handlers = byKind(handlers);
        this.chores = List.copyOf(chores);
        this.settings = settings;
        this.runner = runner;
        this.signal = signal;
        this.tenants = tenants;
        this.dataSource = dataSource;
        this.server = server;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (settings.threads() == 0) {
            return;
        }
        var tasks = handlers.values().stream().<Task<?>>map(this::task).toList();
        var names = Stream.concat(chores.stream(), tasks.stream())
                .map(Task::getName)
                .toList();
        if (server.embedded()) {
            releaseAll();
        }
        var threads = new JobThreads(settings.threads(), signal::wake);
        var scheduler = Scheduler.create(dataSource, tasks)
                .startTasks(chores)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(processName()))
                .jdbcCustomization(new OwnTasksOnly(names))
                .pollUsingLockAndFetch(0.0, 1.0)
                .threads(settings.threads())
                .executorService(threads)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(JobSettings.MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(Duration.ofSeconds(settings.stopSeconds()))
                .clock(clock::instant)
                .build();
        runner.start();
        scheduler.start();
        signal.onWake(scheduler::triggerCheckForDueExecutions);
        running = new Running(scheduler, threads);
    }

    @Override
    public void stop() {
        var stopping = running;
        if (stopping != null) {
            running = null;
            signal.onWake(() -> {});
            runner.stop();
            stopping.scheduler().stop();
            stopping.threads().close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private Task<Void> task(JobHandler handler) {
        return Tasks.custom(PREFIX + handler.kind(), Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(PAUSE_AFTER_FAULT)))
                .onDeadExecution(this::revive)
                .execute((instance, context) -> run(instance, handler));
    }

    private void revive(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.reschedule(complete, clock.instant());
    }

    private CompletionHandler<Void> run(TaskInstance<Void> instance, JobHandler handler) {
        var ids = instance.getId().split("/", -1);
        var tenant = tenants.find(TenantId.of(ids[0]));
        if (tenant.isEmpty()) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        if (!tenant.get().isActive()) {
            if (tenant.get().status() == Tenant.Status.PROVISIONING) {
                return after(PAUSE_WHILE_PROVISIONED);
            }
            runner.release(tenant.get(), UUID.fromString(ids[1]));
            return after(PAUSE_WHILE_SUSPENDED);
        }
        var job = UUID.fromString(ids[1]);
        return switch (runner.run(tenant.get(), job, handler)) {
            case JobRunner.Outcome.Over over -> new CompletionHandler.OnCompleteRemove<>();
            case JobRunner.Outcome.Again again -> after(again.pause());
            case JobRunner.Outcome.Waits waits ->
                (complete, operations) -> {
                    operations.reschedule(complete, clock.instant().plus(waits.pause()));
                    runner.wakeIfFree(tenant.get(), job);
                };
        };
    }

    /** Puts an execution off, and looks for it when its time has come rather than some time later. */
    private CompletionHandler<Void> after(Duration pause) {
        return (complete, operations) -> {
            operations.reschedule(complete, clock.instant().plus(pause));
            CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(signal::wake);
        };
    }

    /** The embedded server has one platform process at a time: whoever held an execution before this start is gone. */
    private void releaseAll() {
        platformWork.write(change -> {
            change.nothing();
            return jdbc.sql("update " + TABLE
                            + " set picked = false, picked_by = null, version = version + 1 where picked")
                    .update();
        });
    }

    private static Map<String, JobHandler> byKind(List<JobHandler> handlers) {
        var map = new TreeMap<String, JobHandler>();
        for (var handler : handlers) {
            var other = map.put(JobKind.require(handler.kind()), handler);
            if (other != null) {
                throw new IllegalStateException("two handlers for jobs of kind '%s': %s and %s"
                        .formatted(
                                handler.kind(),
                                other.getClass().getName(),
                                handler.getClass().getName()));
            }
        }
        return map;
    }

    private static String processName() {
        return "%s/%d"
                .formatted(
                        UUID.randomUUID().toString().substring(0, 8),
                        ProcessHandle.current().pid());
    }

    /** Looks for the next job as soon as a thread is free, not only when the next look is due. */
    private static final class JobThreads extends ThreadPoolExecutor {

        private final Runnable onFree;

        JobThreads(int threads, Runnable onFree) {
            super(
                    threads,
                    threads,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().name("job-", 1).factory());
            this.onFree = onFree;
        }

        @Override
        protected void afterExecute(Runnable done, @Nullable Throwable failure) {
            onFree.run();
        }
    }

    /** Asks for no execution that this process has no handler for. */
    private static final class OwnTasksOnly extends PostgreSqlJdbcCustomization {

        private final String condition;

        OwnTasksOnly(List<String> names) {
            super(true, false);
            condition = names.stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(", ", " and task_name in (", ")"));
        }

        @Override
        public String createGenericSelectForUpdateQuery(
                String tableName, int limit, String andCondition, boolean orderByPriority) {
            return super.createGenericSelectForUpdateQuery(tableName, limit, andCondition + condition, orderByPriority);
        }
    }
}
