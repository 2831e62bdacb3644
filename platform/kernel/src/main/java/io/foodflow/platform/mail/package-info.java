/** Outgoing mail by SMTP. */
@NullMarked
package io.foodflow.platform.mail;

import org.jspecify.annotations.NullMarked;
