package io.foodflow.tenant.billing;

import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Stripe on this machine: the operations that we use, in the shapes of its public OpenAPI document, over HTTP, with memory,
 * idempotency keys and events. {@link #pay} and its like stand for what people do on Stripe's own pages and what time does.
 * Thread-safe.
 */
final class LocalStripe implements AutoCloseable {

    static final String KEY = "sk_test_local";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MONTH_SECONDS = Duration.ofDays(30).toSeconds();

    private final HttpServer server;
    private final String account;
    private final Map<String, ObjectNode> customers = new LinkedHashMap<>();
    private final Map<String, ObjectNode> pages = new LinkedHashMap<>();
    private final Map<String, ObjectNode> subscriptions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> invoices = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, CountDownLatch> hanging = new HashMap<>();
    private final Map<String, Runnable> happenings = new HashMap<>();
    private boolean cardsDeclined;
    private long number;
    private long now = Instant.now().getEpochSecond();

    private record Answer(String request, int status, String body) {}

    /** What goes wrong with the next calls to a path. */
    private record Fault(String path, Kind kind, int status) {
        enum Kind {
            /** Answers with an error and does nothing. */
            REFUSE,
            /** Does what is asked and breaks the connection before the answer. */
            SWALLOW
        }
    }

    private LocalStripe(HttpServer server, String account) {
        this.server = server;
        this.account = account;
    }

    static LocalStripe start() {
        return start("acct_local");
    }

    /** One whose key is of that account. */
    static LocalStripe start(String account) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var stripe = new LocalStripe(server, account);
            server.createContext("/", stripe::serve);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return stripe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    // ---- faults

    /**
     * The next so many calls whose path begins like that, or that are that one, as {@code POST /v1/customers}, are refused
     * with that status; what was sent under a key is answered so from then on.
     */
    synchronized void refuse(String path, int status, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(path, Fault.Kind.REFUSE, status));
        }
    }

    /** The next so many calls whose path begins like that are carried out, and nobody hears of it. */
    synchronized void swallow(String path, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(path, Fault.Kind.SWALLOW, 0));
        }
    }

    /** The next such call, as {@code POST /v1/customers}, is carried out, and the answer never comes; done then. */
    synchronized CountDownLatch hang(String call) {
        var carriedOut = new CountDownLatch(1);
        hanging.put(call, carriedOut);
        return carriedOut;
    }

    /** What happens while the next such call is answered. */
    synchronized void during(String call, Runnable happening) {
        happenings.put(call, happening);
    }

    synchronized void declineCards(boolean declined) {
        cardsDeclined = declined;
    }

    /** All is well again. */
    synchronized void heal() {
        faults.clear();
        hanging.clear();
        happenings.clear();
        cardsDeclined = false;
    }

    // ---- what others do at Stripe

    /** Somebody pays on a page: a subscription begins. */
    synchronized String pay(String url) {
        var page = pages.values().stream()
                .filter(one -> one.path("url").asString("").equals(url)
                        && one.path("status").asString("").equals("open"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no open page " + url));
        page.put("status", "complete").putNull("url");
        long trialEnd = page.path("trial_end").asLong(0);
        var subscription =
                begin(page.path("customer").asString(), page.path("price").asString(), trialEnd == 0 ? null : trialEnd);
        subscriptions.get(subscription).set("metadata", page.get("subscription_metadata"));
        event("checkout.session.completed", page);
        return subscription;
    }

    /** A subscription begins, as one made by hand does too. */
    synchronized String begin(String customer, String price, Long trialEnd) {
        tick();
        var id = id("sub_");
        var subscription = JSON.createObjectNode();
        subscription
                .put("id", id)
                .put("object", "subscription")
                .put("customer", customer)
                .put("status", trialEnd == null ? "active" : "trialing")
                .put("created", now)
                .put("currency", "eur")
                .put("cancel_at_period_end", false)
                .putNull("cancel_at")
                .putNull("ended_at");
        if (trialEnd == null) {
            subscription.putNull("trial_end");
        } else {
            subscription.put("trial_end", trialEnd);
        }
        var items = subscription.putObject("items").put("object", "list").put("has_more", false);
        items.putArray("data")
                .addObject()
                .put("id", id("si_"))
                .put("object", "subscription_item")
                .put("quantity", 1)
                .put("current_period_start", now)
                .put("current_period_end", trialEnd == null ? now + MONTH_SECONDS : trialEnd)
                .putObject("price")
                .put("id", price)
                .put("object", "price");
        subscriptions.put(id, subscription);
        event("customer.subscription.created", subscription);
        invoice(subscription, trialEnd == null ? 49_900 : 0, true);
        return id;
    }

    /** A month goes by and the invoice is paid, or not. */
    synchronized void renew(String id, boolean paid) {
        tick();
        var subscription = subscriptions.get(id);
        var item = (ObjectNode) subscription.path("items").path("data").get(0);
        long from = item.path("current_period_end").asLong();
        item.put("current_period_start", from).put("current_period_end", from + MONTH_SECONDS);
        subscription.put("status", paid ? "active" : "past_due");
        invoice(subscription, 49_900, paid);
        event("customer.subscription.updated", subscription);
    }

    /** The latest invoice is to be paid by a day of its own, as one that is sent and not charged. */
    synchronized void due(String id, Instant at) {
        invoices.get(subscriptions.get(id).path("latest_invoice").asString()).put("due_date", at.getEpochSecond());
    }

    /** The unpaid invoice is paid after all. */
    synchronized void settle(String id) {
        tick();
        var subscription = subscriptions.get(id);
        var invoice = invoices.get(subscription.path("latest_invoice").asString());
        invoice.put("status", "paid").put("amount_paid", 49_900).put("amount_remaining", 0);
        event("invoice.paid", invoice);
        subscription.put("status", "active");
        event("customer.subscription.updated", subscription);
    }

    /** All that is owed for a subscription is paid. */
    synchronized void payAll(String id) {
        invoices.values().stream()
                .filter(one -> one.path("subscription").asString("").equals(id))
                .forEach(one -> one.put("status", "paid"));
        settle(id);
    }

    /** A subscription is given another status, as in Stripe's dashboard. */
    synchronized void turn(String id, String status) {
        tick();
        var subscription = subscriptions.get(id).put("status", status);
        if (status.equals("canceled")) {
            subscription.put("ended_at", now);
        }
        event(
                status.equals("canceled") ? "customer.subscription.deleted" : "customer.subscription.updated",
                subscription);
    }

    /** A subscription is at another price, as by somebody's hand in Stripe's dashboard. */
    synchronized void reprice(String id, String price) {
        tick();
        ((ObjectNode) subscriptions.get(id).at("/items/data/0/price")).put("id", price);
        event("customer.subscription.updated", subscriptions.get(id));
    }

    /** An open page is as one that was made when the plan had that price. */
    synchronized void repricePages(String customer, String price) {
        pagesOf(customer).forEach(page -> ((ObjectNode) page.path("metadata")).put("price", price));
    }

    /** Somebody cancels on Stripe's own page: it has the moment, and no word of the period. */
    synchronized void cancelInPortal(String id) {
        tick();
        var subscription = subscriptions.get(id);
        subscription.put(
                "cancel_at", subscription.at("/items/data/0/current_period_end").asLong());
        event("customer.subscription.updated", subscription);
    }

    /** Something that nothing follows from. */
    synchronized void gossip(String type, String customer) {
        tick();
        event(type, JSON.createObjectNode().put("id", id("x_")).put("customer", customer));
    }

    /** A customer is deleted, or the key is of an account that has another's customers. */
    synchronized void forget(String customer) {
        customers.remove(customer);
    }

    /** A customer that was made otherwise. */
    synchronized void admit(String customer) {
        customers.put(customer, JSON.createObjectNode().put("id", customer).put("created", now));
    }

    // ---- what a test looks at

    /** All events so far, in the order in which things happened. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized ObjectNode subscription(String id) {
        return subscriptions.get(id).deepCopy();
    }

    synchronized List<ObjectNode> customersOf(String tenant) {
        return customers.values().stream()
                .filter(one ->
                        one.path("metadata").path("tenant_id").asString("").equals(tenant))
                .toList();
    }

    synchronized List<ObjectNode> pagesOf(String customer) {
        return pages.values().stream()
                .filter(one -> one.path("customer").asString("").equals(customer))
                .toList();
    }

    /** How often something was asked, as {@code POST /v1/customers}. */
    synchronized long calls(String call) {
        return calls.stream().filter(call::equals).count();
    }

    static String sign(String payload, String secret, Instant at) {
        try {
            return Webhook.Signature.generateSignatureHeader(payload, secret, at.getEpochSecond());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- HTTP

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = form(body.isEmpty() ? exchange.getRequestURI().getRawQuery() : body);
        var method = exchange.getRequestMethod();
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        Fault fault;
        Answer answer;
        Runnable happening;
        CountDownLatch carriedOut;
        synchronized (this) {
            calls.add(method + " " + path);
            carriedOut = hanging.remove(method + " " + path);
            happening = happenings.remove(method + " " + path);
            fault = faults.stream()
                    .filter(one -> path.startsWith(one.path()) || one.path().equals(method + " " + path))
                    .findFirst()
                    .orElse(null);
            faults.remove(fault);
            if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer = error(401, "invalid_request_error", null, "Invalid API Key provided");
            } else if (fault != null && fault.kind() == Fault.Kind.REFUSE) {
                answer = once(key, method + " " + path + " " + body, () -> refused(fault.status()));
            } else {
                answer = once(key, method + " " + path + " " + body, () -> answer(method, path, form));
            }
        }
        if (happening != null) {
            happening.run();
        }
        if (carriedOut != null) {
            carriedOut.countDown();
            return; // the exchange stays open until the client gives up
        }
        if (fault != null && fault.kind() == Fault.Kind.SWALLOW) {
            exchange.close();
            return;
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Request-Id", "req_local");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Answer refused(int status) {
        return error(
                status,
                status == 400 ? "invalid_request_error" : "api_error",
                status == 400 ? "resource_missing" : null,
                "made to fail");
    }

    private interface Work {
        Answer run();
    }

    private Answer once(String key, String request, Work work) {
        if (key == null) {
            return work.run();
        }
        var known = answers.get(key);
        if (known != null) {
            return known.request().equals(request)
                    ? known
                    : error(
                            400,
                            "idempotency_error",
                            null,
                            "Keys for idempotent requests can only be used with the same parameters");
        }
        var answer = work.run();
        answers.put(key, new Answer(request, answer.status(), answer.body()));
        return answer;
    }

    private Answer answer(String method, String path, Map<String, String> form) {
        tick();
        var parts = path.substring("/v1/".length()).split("/");
        var customer = form.get("customer");
        if (customer != null && !customers.containsKey(customer)) {
            var missing = JSON.createObjectNode();
            missing.putObject("error")
                    .put("type", "invalid_request_error")
                    .put("code", "resource_missing")
                    .put("param", "customer")
                    .put("message", "No such customer: '%s'".formatted(customer));
            return new Answer("", 400, missing.toString());
        }
        return switch (method + " " + parts[0]) {
            case "GET account" -> ok(JSON.createObjectNode().put("id", account).put("object", "account"));
            case "GET customers" ->
                !parts[1].equals("search")
                        ? one(parts[1])
                        : list(
                                customers.values().stream()
                                        .filter(one -> form.getOrDefault("query", "")
                                                .equals("metadata['tenant_id']:'%s'"
                                                        .formatted(one.path("metadata")
                                                                .path("tenant_id")
                                                                .asString(""))))
                                        .toList(),
                                path);
            case "POST customers" -> parts.length == 1 ? newCustomer(form) : renamed(parts[1], form);
            case "POST checkout" -> parts.length == 2 ? newPage(form) : closed(parts[2]);
            case "GET checkout" ->
                list(
                        of(
                                pages,
                                form,
                                one -> form.getOrDefault("status", "open")
                                        .equals(one.path("status").asString(""))),
                        path);
            case "POST billing_portal" ->
                ok(JSON.createObjectNode()
                        .put("id", id("bps_"))
                        .put("object", "billing_portal.session")
                        .put("customer", form.get("customer"))
                        .put("return_url", form.get("return_url"))
                        .put("url", address() + "/portal/" + number));
            case "GET subscriptions" ->
                list(
                        of(subscriptions, form, one -> true).stream()
                                .map(this::withInvoice)
                                .toList(),
                        path);
            case "POST subscriptions" -> changed(parts[1], form);
            case "DELETE subscriptions" -> {
                turn(parts[1], "canceled");
                yield ok(subscriptions.get(parts[1]));
            }
            case "GET invoices" -> listInvoices(form, path);
            default -> error(404, "invalid_request_error", null, "Unrecognized request URL " + path);
        };
    }

    private Answer one(String customer) {
        var found = customers.get(customer);
        return found == null
                ? error(404, "invalid_request_error", "resource_missing", "No such customer: " + customer)
                : ok(found);
    }

    private static List<ObjectNode> of(
            Map<String, ObjectNode> all, Map<String, String> form, Predicate<ObjectNode> more) {
        return all.values().stream()
                .filter(one -> one.path("customer").asString("").equals(form.get("customer")))
                .filter(more)
                .toList()
                .reversed();
    }

    private Answer newCustomer(Map<String, String> form) {
        var customer = JSON.createObjectNode()
                .put("id", id("cus_"))
                .put("object", "customer")
                .put("created", now)
                .put("description", form.get("description"));
        customer.putObject("metadata").put("tenant_id", form.get("metadata[tenant_id]"));
        customers.put(customer.path("id").asString(), customer);
        event("customer.created", customer);
        return ok(customer);
    }

    private Answer renamed(String id, Map<String, String> form) {
        return ok(customers.get(id).put("name", form.get("name")));
    }

    private Answer newPage(Map<String, String> form) {
        var page = JSON.createObjectNode()
                .put("id", id("cs_test_"))
                .put("object", "checkout.session")
                .put("mode", form.get("mode"))
                .put("status", "open")
                .put("customer", form.get("customer"))
                .put("client_reference_id", form.get("client_reference_id"))
                .put("success_url", form.get("success_url"))
                .put("cancel_url", form.get("cancel_url"))
                .put("price", form.get("line_items[0][price]"))
                .put("expires_at", now + Duration.ofDays(1).toSeconds());
        page.put("url", address() + "/pay/" + page.path("id").asString());
        if (form.containsKey("subscription_data[trial_end]")) {
            page.put("trial_end", Long.parseLong(form.get("subscription_data[trial_end]")));
        }
        page.putObject("metadata")
                .put("tenant_id", form.get("metadata[tenant_id]"))
                .put("plan", form.get("metadata[plan]"))
                .put("price", form.get("metadata[price]"))
                .put("free_until", form.get("metadata[free_until]"));
        page.putObject("subscription_metadata")
                .put("tenant_id", form.get("subscription_data[metadata][tenant_id]"))
                .put("plan", form.get("subscription_data[metadata][plan]"));
        pages.put(page.path("id").asString(), page);
        return ok(page);
    }

    private Answer closed(String id) {
        var page = pages.get(id);
        if (!page.path("status").asString().equals("open")) {
            return error(
                    400,
                    "invalid_request_error",
                    null,
                    "Only Checkout Sessions with a status in [open] can be expired");
        }
        return ok(page.put("status", "expired").putNull("url"));
    }

    private Answer changed(String id, Map<String, String> form) {
        var subscription = subscriptions.get(id);
        if (subscription.path("status").asString().equals("canceled")) {
            return error(
                    400,
                    "invalid_request_error",
                    "resource_missing",
                    "A canceled subscription can only update its metadata");
        }
        var item = (ObjectNode) subscription.path("items").path("data").get(0);
        var price = form.get("items[0][price]");
        if (price != null) {
            if (!item.path("id").asString().equals(form.get("items[0][id]"))) {
                return error(400, "invalid_request_error", null, "another item would be added");
            }
            if (cardsDeclined) {
                return new Answer("", 402, """
                        {"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"Your card has insufficient funds."}}""");
            }
            ((ObjectNode) item.path("price")).put("id", price);
            invoice(subscription, 50_100, true);
        }
        if (form.containsKey("cancel_at_period_end")) {
            boolean ends = form.get("cancel_at_period_end").equals("true");
            if (ends) {
                subscription.put("cancel_at", item.path("current_period_end").asLong());
            } else if (subscription.path("cancel_at_period_end").asBoolean()) {
                subscription.putNull("cancel_at");
            }
            subscription.put("cancel_at_period_end", ends);
        }
        if (form.getOrDefault("cancel_at", "none").isEmpty()) {
            subscription.putNull("cancel_at").put("cancel_at_period_end", false);
        }
        event("customer.subscription.updated", subscription);
        return ok(withInvoice(subscription));
    }

    private void invoice(ObjectNode subscription, long total, boolean paid) {
        var id = id("in_");
        var invoice = JSON.createObjectNode()
                .put("id", id)
                .put("object", "invoice")
                .put("customer", subscription.path("customer").asString())
                .put("subscription", subscription.path("id").asString())
                .put("number", "FF-%04d".formatted(invoices.size() + 1))
                .put("status", paid ? "paid" : "open")
                .put("currency", "eur")
                .put("total", total)
                .put("amount_due", total)
                .put("amount_paid", paid ? total : 0)
                .put("amount_remaining", paid ? 0 : total)
                .put("attempt_count", 1)
                .put("created", now)
                .put("hosted_invoice_url", "https://invoice.stripe.example/" + id)
                .put("invoice_pdf", "https://invoice.stripe.example/" + id + ".pdf");
        invoices.put(id, invoice);
        subscription.put("latest_invoice", id);
        event("invoice.finalized", invoice);
        event(paid ? "invoice.paid" : "invoice.payment_failed", invoice);
    }

    private ObjectNode withInvoice(ObjectNode subscription) {
        var whole = subscription.deepCopy();
        whole.set(
                "latest_invoice",
                invoices.get(subscription.path("latest_invoice").asString("")));
        return whole;
    }

    private Answer listInvoices(Map<String, String> form, String path) {
        var subscription = form.get("subscription");
        var all = of(
                invoices,
                form,
                one -> subscription == null
                        || subscription.equals(one.path("subscription").asString("")));
        var after = form.get("starting_after");
        int from = 0;
        for (int i = 0; after != null && i < all.size(); i++) {
            if (all.get(i).path("id").asString().equals(after)) {
                from = i + 1;
            }
        }
        int to = Math.min(all.size(), from + Integer.parseInt(form.getOrDefault("limit", "10")));
        return list(all.subList(from, to), path, to < all.size());
    }

    private static Answer list(List<ObjectNode> items, String path) {
        return list(items, path, false);
    }

    private static Answer list(List<ObjectNode> items, String path, boolean more) {
        var list = JSON.createObjectNode()
                .put("object", path.endsWith("/search") ? "search_result" : "list")
                .put("url", path)
                .put("has_more", more);
        ArrayNode data = list.putArray("data");
        items.forEach(data::add);
        return ok(list);
    }

    private static Answer ok(ObjectNode body) {
        return new Answer("", 200, body.toString());
    }

    private static Answer error(int status, String type, String code, String message) {
        var error = JSON.createObjectNode();
        error.putObject("error").put("type", type).put("code", code).put("message", message);
        return new Answer("", status, error.toString());
    }

    private void event(String type, ObjectNode about) {
        var event = JSON.createObjectNode()
                .put("id", id("evt_"))
                .put("object", "event")
                .put("api_version", "2026-07-29.dahlia")
                .put("created", now)
                .put("livemode", false)
                .put("pending_webhooks", 1)
                .put("type", type);
        event.putObject("data").set("object", about.deepCopy());
        events.add(event.toString());
    }

    private String id(String prefix) {
        return prefix + "local" + ++number;
    }

    private void tick() {
        now++;
    }

    private static Map<String, String> form(String text) {
        var form = new LinkedHashMap<String, String>();
        if (text != null) {
            for (var pair : text.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return form;
    }
}
