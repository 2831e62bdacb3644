package io.foodflow.notification.channels;

import io.foodflow.notification.sending.Outside;
import io.foodflow.platform.web.Fields;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request about a channel and remembers every one that breaks a rule. Used once, by one thread.
 */
final class ChannelFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_SECRET = 1_000;
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_ADDRESS = 254;
    private static final int MOST_PER_MINUTE = 60_000;
    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern SENDER =
            Pattern.compile("\\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");
    private static final Pattern SLACK_CHANNEL = Pattern.compile("[CDGU][A-Z0-9]{2,30}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private final Fields fields = new Fields();
    private final Outside outside;

    ChannelFields(Outside outside) {
        this.outside = outside;
    }

    ChannelDraft draft(
            @Nullable String name,
            @Nullable String kind,
            @Nullable Boolean enabled,
            @Nullable ChannelSettings settings,
            ChannelController.@Nullable Secrets secrets) {
        var known = ChannelKind.find(kind);
        var line = fields.line("name", name, LONGEST_NAME);
        if (known.isEmpty()) {
            fields.add(
                    "kind",
                    "known-kind",
                    "kind must be one of %s, was '%s'".formatted(ChannelKind.texts(), Fields.quoted(kind)));
            fields.check();
        }
        var of = known.orElseThrow();
        var given = settings == null ? ChannelSettings.NONE : settings;
        refuseOthers("settings", names(given), of.settings(), of);
        var read = settings(of, given).with(perMinute(given.perMinute()));
        var entered = secrets(secrets);
        refuseOthers("secrets", entered.keySet(), read.secret(of).stream().toList(), of);
        fields.check();
        return new ChannelDraft(line, of, !Boolean.FALSE.equals(enabled), read, entered);
    }

    /** Whom a test message goes to; null where the channel itself says so. */
    @Nullable
    String recipient(ChannelKind kind, @Nullable String to) {
        var recipient = switch (kind) {
            case EMAIL -> address("to", to);
            case SMS -> matching("to", to, NUMBER, "a number as +4915112345678");
            case SLACK, TEAMS, WEBHOOK -> {
                if (to != null) {
                    fields.add(
                            "to",
                            "kind",
                            "to must be left out: a channel of kind %s says itself where it goes"
                                    .formatted(kind.text()));
                }
                yield null;
            }
        };
        fields.check();
        return recipient;
    }

    private ChannelSettings settings(ChannelKind kind, ChannelSettings given) {
        return switch (kind) {
            case EMAIL -> mail(given);
            case SMS -> {
                var account =
                        matching("settings.account_sid", given.accountSid(), ACCOUNT, "AC and 32 hexadecimal digits");
                var from = matching(
                        "settings.from",
                        given.from(),
                        SENDER,
                        "a number as +4915112345678, a sender of up to 11 letters and digits, or a messaging service (MG…)");
                yield new ChannelSettings(null, null, null, null, null, from, account, null, null, null);
            }
            case SLACK -> {
                var channel = given.channel() == null
                        ? null
                        : matching("settings.channel", given.channel(), SLACK_CHANNEL, "an id as C0123456789");
                yield new ChannelSettings(null, null, null, null, null, null, null, channel, null, null);
            }
            case TEAMS -> ChannelSettings.NONE;
            case WEBHOOK -> {
                var url = url("settings.url", fields.present("settings.url", given.url()));
                yield new ChannelSettings(null, null, null, null, null, null, null, null, url, null);
            }
        };
    }

    private ChannelSettings mail(ChannelSettings given) {
        var server = given.server() == null ? ChannelSettings.PLATFORM : given.server();
        if (server.equals(ChannelSettings.PLATFORM)) {
            var others = names(given);
            others.remove("server");
            others.remove("per_minute");
            for (var other : others) {
                fields.add(
                        "settings." + other,
                        "server",
                        "settings.%s must be left out with the server 'platform'; name your own with the server 'own'"
                                .formatted(other));
            }
            return new ChannelSettings(server, null, null, null, null, null, null, null, null, null);
        }
        if (!server.equals(ChannelSettings.OWN)) {
            fields.add(
                    "settings.server",
                    "known-server",
                    "settings.server must be platform or own, was '%s'".formatted(Fields.quoted(server)));
        }
        var host = fields.line("settings.host", given.host(), LONGEST_HOST);
        int port = port(given.port());
        if (!host.isEmpty()) {
            outside.refusal(host, port)
                    .ifPresent(why -> fields.add("settings.host", "address", "settings.host: " + why));
        }
        var user = fields.lineIfGiven("settings.user", given.user(), LONGEST_LINE);
        return new ChannelSettings(
                server,
                host,
                port,
                tls(given.tls()),
                user == null || user.isEmpty() ? null : user,
                address("settings.from", given.from()),
                null,
                null,
                null,
                null);
    }

    private @Nullable Integer perMinute(@Nullable Integer given) {
        if (given != null && (given < 1 || given > MOST_PER_MINUTE)) {
            fields.add(
                    "settings.per_minute",
                    "range",
                    "settings.per_minute must be 1..%d, was %d".formatted(MOST_PER_MINUTE, given));
        }
        return given;
    }

    private int port(@Nullable Integer port) {
        int wanted = port == null ? 587 : port;
        if (wanted < 1 || wanted > 65_535) {
            fields.add("settings.port", "range", "settings.port must be 1..65535, was %d".formatted(wanted));
            return 587;
        }
        return wanted;
    }

    private String tls(@Nullable String tls) {
        var wanted = tls == null ? "starttls" : tls;
        var allowed =
                outside.allowsWithoutTls() ? List.of("starttls", "implicit", "none") : List.of("starttls", "implicit");
        if (!allowed.contains(wanted)) {
            fields.add(
                    "settings.tls",
                    "known-tls",
                    "settings.tls must be one of %s, was '%s'".formatted(allowed, Fields.quoted(wanted)));
        }
        return wanted;
    }

    /** One address as {@code anna@example.com}; the empty text if it is none. */
    private String address(String field, @Nullable String value) {
        var text = fields.line(field, value, LONGEST_ADDRESS);
        if (!text.isEmpty() && !isAddress(text)) {
            fields.add(
                    field,
                    "email",
                    "%s must be an address as anna@example.com, was '%s'".formatted(field, Fields.quoted(text)));
        }
        return text;
    }

    private static boolean isAddress(String text) {
        try {
            var address = new InternetAddress(text, true);
            return text.equals(address.getAddress())
                    && text.indexOf('@') > 0
                    && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == ',' || c == ';');
        } catch (AddressException e) {
            return false;
        }
    }

    private String matching(String field, @Nullable String value, Pattern form, String described) {
        var text = fields.line(field, value, LONGEST_LINE);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            fields.add(field, "form", "%s must be %s, was '%s'".formatted(field, described, Fields.quoted(text)));
        }
        return text;
    }

    private Map<String, String> secrets(ChannelController.@Nullable Secrets secrets) {
        var entered = new HashMap<String, String>();
        if (secrets == null) {
            return entered;
        }
        secret(entered, "password", secrets.password(), false);
        secret(entered, "auth_token", secrets.authToken(), true);
        secret(entered, "bot_token", secrets.botToken(), true);
        secret(entered, "webhook_url", secrets.webhookUrl(), false);
        var url = entered.get("webhook_url");
        if (url != null) {
            url("secrets.webhook_url", url);
        }
        return entered;
    }

    /** Secrets are never said back, whatever is wrong with them. */
    private void secret(Map<String, String> entered, String name, @Nullable String value, boolean token) {
        if (value == null) {
            return;
        }
        int longest = name.equals("webhook_url") ? LONGEST_URL : LONGEST_SECRET;
        if (value.isEmpty() || value.length() > longest || !Fields.isPlain(value)) {
            fields.add(
                    "secrets." + name,
                    "length",
                    "secrets.%s must have 1..%d characters, none of them a control character".formatted(name, longest));
        } else if (token && !TOKEN.matcher(value).matches()) {
            fields.add(
                    "secrets." + name, "form", "secrets.%s must have ASCII characters without blanks".formatted(name));
        } else {
            entered.put(name, value);
        }
    }

    private String url(String field, String value) {
        if (value.isEmpty()) {
            return value;
        }
        var why = value.length() > LONGEST_URL
                ? Optional.of("it must have up to %d characters".formatted(LONGEST_URL))
                : parsed(value)
                        .map(outside::refusal)
                        .orElseGet(() -> Optional.of("it is no address as https://example.com/hook"));
        why.ifPresent(reason -> fields.add(field, "address", "%s: %s".formatted(field, reason)));
        return value;
    }

    private static Optional<URI> parsed(String value) {
        try {
            var uri = new URI(value);
            return uri.getRawFragment() == null && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void refuseOthers(String part, Set<String> given, Iterable<String> allowed, ChannelKind kind) {
        var others = new TreeSet<>(given);
        allowed.forEach(others::remove);
        for (var other : others) {
            fields.add(
                    part + "." + other,
                    "kind",
                    "%s.%s must be left out: a channel of kind %s that is set up like this has none"
                            .formatted(part, other, kind.text()));
        }
    }

    private static Set<String> names(ChannelSettings settings) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        given.put("server", settings.server());
        given.put("host", settings.host());
        given.put("port", settings.port());
        given.put("tls", settings.tls());
        given.put("user", settings.user());
        given.put("from", settings.from());
        given.put("account_sid", settings.accountSid());
        given.put("channel", settings.channel());
        given.put("url", settings.url());
        given.put("per_minute", settings.perMinute());
        var names = new TreeSet<String>();
        given.forEach((name, value) -> {
            if (value != null) {
                names.add(name);
            }
        });
        return names;
    }
}
