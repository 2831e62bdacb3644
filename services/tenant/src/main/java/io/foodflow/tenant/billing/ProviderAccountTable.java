package io.foodflow.tenant.billing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose customers our tenants are. Runs in the caller's transaction, which is the platform's. */
final class ProviderAccountTable {

    private final JdbcClient jdbc;

    ProviderAccountTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account that is remembered. */
    Optional<ProviderAccount> find() {
        return jdbc.sql("select account_id, live from billing_provider_account")
                .query((row, n) -> new ProviderAccount(row.getString("account_id"), row.getBoolean("live")))
                .optional();
    }

    /** Remembers the first one; false if there is one. */
    boolean insert(ProviderAccount account, Instant now) {
        return jdbc.sql("""
                        insert into billing_provider_account (account_id, live, since) values (?, ?, ?)
                        on conflict do nothing""")
                        .params(account.accountId(), account.live(), Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Remembers another one. */
    void put(ProviderAccount account, @Nullable String by, Instant now) {
        jdbc.sql("""
                        insert into billing_provider_account (account_id, live, confirmed_by, since)
                        values (:account, :live, :by, :now)
                        on conflict (only_one) do update set account_id = excluded.account_id, live = excluded.live,
                          confirmed_by = excluded.confirmed_by, since = excluded.since""")
                .param("account", account.accountId())
                .param("live", account.live())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The customer that was made last, if there is any. */
    Optional<String> newestCustomer() {
        return jdbc.sql("select customer_id from billing_accounts order by created_at desc, customer_id limit 1")
                .query(String.class)
                .optional();
    }
}
