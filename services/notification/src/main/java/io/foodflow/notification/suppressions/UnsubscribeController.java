package io.foodflow.notification.suppressions;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.links.Links;
import io.foodflow.notification.links.Purpose;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looking changes nothing: mail filters and previews follow every link there is. */
@RestController
@RequestMapping("/notifications/unsubscribe/{token}")
@Tag(name = "Notification suppressions")
final class UnsubscribeController {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Links links;
    private final Suppressions suppressions;

    UnsubscribeController(Links links, Suppressions suppressions) {
        this.links = links;
        this.suppressions = suppressions;
    }

    @GetMapping
    @OpenToAll
    @Operation(
            summary = "The page where somebody ends mails from a company",
            description = "Asks; only the POST ends them.")
    ResponseEntity<String> ask(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        var page = UnsubscribePage.in(languages);
        return html(page.question(opened(token).tenant().name()));
    }

    @PostMapping
    @OpenToAll
    @Operation(
            summary = "End mails from a company to an address, by one click",
            description =
                    "As RFC 8058 has it: the address is in the header List-Unsubscribe of each mail that is not critical."
                            + " What is critical comes all the same.")
    ResponseEntity<String> end(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        var opened = opened(token);
        CallContext.platform("unsubscribe", opened.tenant())
                .run(() -> suppressions.add(ChannelKind.EMAIL, opened.parts().getFirst(), Reason.UNSUBSCRIBED, null));
        return html(UnsubscribePage.in(languages).done(opened.tenant().name()));
    }

    private Links.Opened opened(String token) {
        return links.open(Purpose.UNSUBSCRIBE, token)
                .orElseThrow(() -> new ProblemException(Problems.notFound("unsubscribe link", "in the address")));
    }

    private static ResponseEntity<String> html(String page) {
        return ResponseEntity.ok().contentType(HTML).body(page);
    }
}
