package io.foodflow.tenant.billing;

/** Stripe does not know the customer: deleted there, or of another account, as the one for tests is. */
final class NoSuchCustomer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchCustomer(String message) {
        super(message, null, false, false);
    }
}
