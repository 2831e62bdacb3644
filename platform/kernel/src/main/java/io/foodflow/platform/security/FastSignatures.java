package io.foodflow.platform.security;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RSA by AWS-LC, where its library can be loaded: a signature takes it a third of the JDK's time, and a token is a
 * signature. Elsewhere the JDK signs; the signatures are the same.
 */
final class FastSignatures {

    private static final Logger log = LoggerFactory.getLogger(FastSignatures.class);
    private static final Optional<Provider> PROVIDER = load();

    private FastSignatures() {}

    /** The provider of signatures that is faster than the JDK's, where there is one. */
    static Optional<Provider> provider() {
        return PROVIDER;
    }

    private static Optional<Provider> load() {
        var failure = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (failure != null) {
            log.info("Tokens are signed by the JDK: AWS-LC cannot be loaded here ({})", failure.toString());
            return Optional.empty();
        }
        return Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
    }
}
