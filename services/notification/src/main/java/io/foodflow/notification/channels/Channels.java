package io.foodflow.notification.channels;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.sending.Destination;
import io.foodflow.notification.sending.WebhookSignature;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.mail.MailSettings;
import io.foodflow.platform.mail.MailSettings.Tls;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The channels of the current tenant. Secrets are sealed by the master key and never read back. Thread-safe. */
final class Channels {

    /** The secret that web hooks are signed by. */
    static final String SIGNING = "signing";

    private static final int MAIL_MILLIS = 10_000;

    private final ChannelRepository repository;
    private final MasterKey masterKey;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    Channels(ChannelRepository repository, MasterKey masterKey, UnitOfWork work, Clock clock, SecureRandom random) {
        this.repository = repository;
        this.masterKey = masterKey;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** Channels by name. */
    Page<Channel> list(PageRequest request) {
        var rows = work.readSnapshot(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, channel -> Cursor.after(channel.name()));
    }

    Optional<Channel> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    /**
     * A channel and where it leads, both of one moment.
     *
     * @param destination empty where the secret is missing
     */
    record Known(Channel channel, Optional<Destination> destination) {}

    /** The channel with what it takes to send through it. */
    Optional<Known> known(UUID id) {
        return work.readSnapshot(() -> repository
                .find(id)
                .map(channel -> new Known(
                        channel,
                        channel.missingSecret().isPresent() ? Optional.empty() : Optional.of(destination(channel)))));
    }

    ChannelOutcome add(ChannelDraft draft) {
        try {
            return work.write(change -> {
                var id = UuidCreator.getTimeOrderedEpoch();
                var needed = missing(draft, List.of());
                if (needed.isPresent()) {
                    return unchanged(change, new ChannelOutcome.SecretNeeded(needed.get()));
                }
                var now = clock.instant();
                repository.insert(id, draft, CallContext.current().actor().name(), now);
                var signing = draft.kind() == ChannelKind.WEBHOOK ? WebhookSignature.newSecret(random) : null;
                if (signing != null) {
                    addSecret(id, SIGNING, signing, now);
                }
                draft.secrets().forEach((name, secret) -> addSecret(id, name, secret, now));
                var made = repository.find(id).orElseThrow();
                change.record(new ChannelAdded(id, made.name(), made.kind().text()), null, made);
                return new ChannelOutcome.Saved(made, signing);
            });
        } catch (DuplicateKeyException e) {
            return new ChannelOutcome.NameTaken(draft.name());
        }
    }

    /**
     * Changes a channel, with the next message. A secret that was entered for one server or account is never sent to another:
     * it has to be given anew.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    ChannelOutcome update(UUID id, @Nullable String ifMatch, ChannelDraft draft) {
        try {
            return work.write(change -> changing(id, change, before -> update(before, ifMatch, draft, change)));
        } catch (DuplicateKeyException e) {
            return new ChannelOutcome.NameTaken(draft.name());
        }
    }

    private ChannelOutcome update(Channel before, @Nullable String ifMatch, ChannelDraft draft, Change change) {
        Versions.requireMatch(ifMatch, before.version());
        if (draft.kind() != before.kind()) {
            return unchanged(change, new ChannelOutcome.OtherKind(before.kind()));
        }
        var kept = draft.settings().leadsElsewhereThan(before.settings()) ? List.<String>of() : before.secretsSet();
        var needed = missing(draft, kept);
        if (needed.isPresent()) {
            return unchanged(change, new ChannelOutcome.SecretNeeded(needed.get()));
        }
        var id = before.id();
        var now = clock.instant();
        repository.update(id, draft, now);
        if (!Objects.equals(draft.settings().perMinute(), before.settings().perMinute())) {
            repository.forgetPace(id);
        }
        draft.settings()
                .secret(draft.kind())
                .ifPresentOrElse(secret -> repository.keepOnly(id, secret), () -> repository.deleteSecrets(id));
        draft.secrets().forEach((name, secret) -> {
            repository.deleteSecret(id, name);
            addSecret(id, name, secret, now);
        });
        var after = repository.find(id).orElseThrow();
        change.record(new ChannelUpdated(id, after.name()), before, after);
        return new ChannelOutcome.Saved(after, null);
    }

    /** Removes a channel with its secrets. */
    ChannelOutcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> changing(id, change, before -> {
            Versions.requireMatch(ifMatch, before.version());
            repository.delete(id);
            change.record(new ChannelRemoved(id, before.name()), before, null);
            return new ChannelOutcome.Removed();
        }));
    }

    /**
     * Gives a web hook another secret. For the overlap messages are signed by the one before, too; one that was still counting
     * from an earlier replacement ends at once.
     */
    ChannelOutcome rotate(UUID id, Duration overlap) {
        return work.write(change -> changing(id, change, before -> {
            if (before.kind() != ChannelKind.WEBHOOK) {
                return unchanged(change, new ChannelOutcome.NotSigned(before.kind()));
            }
            var now = clock.instant();
            var secret = WebhookSignature.newSecret(random);
            if (overlap.isZero()) {
                repository.deleteSecret(id, SIGNING);
            } else {
                repository.endSecret(id, SIGNING, now.plus(overlap));
            }
            addSecret(id, SIGNING, secret, now);
            repository.touch(id, now);
            var after = repository.find(id).orElseThrow();
            change.record(new ChannelSecretRotated(id, after.name()), before, after);
            return new ChannelOutcome.Saved(after, secret);
        }));
    }

    /** Notes that a test message was sent. */
    void tested(Channel channel, String outcome) {
        work.write(change -> {
            change.record(new ChannelTested(channel.id(), channel.name(), outcome), null, null);
            return outcome;
        });
    }

    private static Optional<String> missing(ChannelDraft draft, List<String> kept) {
        return draft.settings()
                .secret(draft.kind())
                .filter(secret -> !secret.equals(SIGNING))
                .filter(secret -> !draft.secrets().containsKey(secret) && !kept.contains(secret));
    }

    private Destination destination(Channel channel) {
        var settings = channel.settings();
        return switch (channel.kind()) {
            case EMAIL ->
                ChannelSettings.PLATFORM.equals(settings.server())
                        ? new Destination.PlatformMail()
                        : new Destination.OwnMail(new MailSettings(
                                settings.host(),
                                Objects.requireNonNull(settings.port()),
                                settings.user(),
                                settings.user() == null ? null : secret(channel, "password"),
                                settings.from(),
                                Tls.valueOf(
                                        Objects.requireNonNull(settings.tls()).toUpperCase(Locale.ROOT)),
                                MAIL_MILLIS));
            case SMS ->
                new Destination.Twilio(
                        Objects.requireNonNull(settings.accountSid()),
                        secret(channel, "auth_token"),
                        Objects.requireNonNull(settings.from()));
            case SLACK ->
                settings.channel() == null
                        ? new Destination.SlackWebhook(URI.create(secret(channel, "webhook_url")))
                        : new Destination.SlackApp(secret(channel, "bot_token"), settings.channel());
            case TEAMS -> new Destination.TeamsWorkflow(URI.create(secret(channel, "webhook_url")));
            case WEBHOOK ->
                new Destination.SignedWebhook(
                        URI.create(Objects.requireNonNull(settings.url())), secrets(channel, SIGNING));
        };
    }

    private String secret(Channel channel, String name) {
        return secrets(channel, name).getFirst();
    }

    private List<String> secrets(Channel channel, String name) {
        return repository.secrets(channel.id(), name, clock.instant()).stream()
                .map(bytes -> new String(masterKey.open(bytes, about(channel.id(), name)), StandardCharsets.UTF_8))
                .toList();
    }

    private void addSecret(UUID channel, String name, String secret, Instant now) {
        var sealed = masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), about(channel, name));
        repository.addSecret(UuidCreator.getTimeOrderedEpoch(), channel, name, sealed, now);
    }

    private ChannelOutcome changing(UUID id, Change change, Function<Channel, ChannelOutcome> operation) {
        var found = repository.hold(id);
        return found.isEmpty() ? unchanged(change, new ChannelOutcome.Absent(id)) : operation.apply(found.get());
    }

    private static ChannelOutcome unchanged(Change change, ChannelOutcome outcome) {
        change.nothing();
        return outcome;
    }

    private static String about(UUID channel, String name) {
        return "%s of notification channel %s of %s"
                .formatted(name, channel, CallContext.currentTenant().id());
    }
}
