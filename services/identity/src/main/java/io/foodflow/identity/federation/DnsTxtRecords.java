package io.foodflow.identity.federation;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks a DNS server, each time anew, by the JDK's own client. That is reached by JNDI, which wants a hash table; of what
 * makes JNDI dangerous nothing is here: the factory is the DNS's, which makes no objects, and only texts are asked for.
 */
@SuppressWarnings({"BanJNDI", "JdkObsolete"})
final class DnsTxtRecords implements TxtRecords {

    private static final String TXT = "TXT";
    private static final int MOST = 200;

    private final Hashtable<String, String> environment = new Hashtable<>();

    /**
     * For a server.
     *
     * @param server {@code host} or {@code host:port}; null for those that the machine is set up with
     */
    DnsTxtRecords(@Nullable String server, int millis) {
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, server == null ? "dns:" : "dns://" + server);
        environment.put("com.sun.jndi.dns.timeout.initial", Integer.toString(Math.max(1, millis / 2)));
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
    }

    @Override
    public Answer of(DomainName domain) {
        try {
            var context = new InitialDirContext(new Hashtable<>(environment));
            try {
                return new Answer.Texts(texts(context.getAttributes(domain.text() + ".", new String[] {TXT})
                        .get(TXT)));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return new Answer.Texts(List.of());
        } catch (CommunicationException e) {
            return new Answer.Failed("the DNS server did not answer in time");
        } catch (NamingException e) {
            return new Answer.Failed("the DNS server could not say: " + e.getMessage());
        }
    }

    private static List<String> texts(@Nullable Attribute attribute) throws NamingException {
        var texts = new ArrayList<String>();
        if (attribute != null) {
            for (int i = 0; i < Math.min(MOST, attribute.size()); i++) {
                texts.add(String.valueOf(attribute.get(i)).replace("\"", ""));
            }
        }
        return texts;
    }
}
