package io.foodflow.notification.suppressions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The page where somebody ends mails, without scripts, in one language of the workspace. */
final class UnsubscribePage {

    /** What it says. */
    private record Words(String title, String question, String button, String done) {}

    private static final Map<String, Words> WORDS = Map.of(
            "en",
            new Words(
                    "Unsubscribe",
                    "Do you want no more mail from %s? What is critical comes all the same.",
                    "Unsubscribe",
                    "You get no more mail from %s, save what is critical."),
            "de",
            new Words(
                    "Abbestellen",
                    "Möchten Sie keine E-Mails von %s mehr? Kritisches kommt trotzdem.",
                    "Abbestellen",
                    "Sie bekommen keine E-Mails von %s mehr, außer Kritischem."),
            "es",
            new Words(
                    "Darse de baja",
                    "¿No quiere recibir más correos de %s? Lo crítico llegará de todos modos.",
                    "Darse de baja",
                    "Ya no recibirá correos de %s, salvo lo crítico."),
            "fr",
            new Words(
                    "Se désabonner",
                    "Ne plus recevoir de courriels de %s ? Ce qui est critique arrivera tout de même.",
                    "Se désabonner",
                    "Vous ne recevrez plus de courriels de %s, sauf ce qui est critique."));

    private final String language;
    private final Words words;

    private UnsubscribePage(String language) {
        this.language = language;
        this.words = Objects.requireNonNull(WORDS.get(language));
    }

    /** In the language that the reader likes best, in English where none fits. */
    static UnsubscribePage in(@Nullable String acceptLanguage) {
        return new UnsubscribePage(wanted(acceptLanguage));
    }

    private static String wanted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return "en";
        }
        try {
            var found = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.copyOf(WORDS.keySet()));
            return found == null ? "en" : found;
        } catch (IllegalArgumentException e) {
            return "en";
        }
    }

    String question(String company) {
        return page("""
                <p>%s</p><form method="post"><button>%s</button></form>""".formatted(escaped(words.question().formatted(company)), escaped(words.button())));
    }

    String done(String company) {
        return page("<p>%s</p>".formatted(escaped(words.done().formatted(company))));
    }

    private String page(String body) {
        return """
                <!doctype html>
                <html lang="%1$s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="robots" content="noindex"><title>%2$s</title>
                <style>:root{color-scheme:light dark}body{font:16px/1.5 Inter,Arial,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}
                button{font:inherit;padding:.5rem 1rem}</style></head>
                <body><main><h1>%2$s</h1>%3$s</main></body></html>
                """.formatted(language, escaped(words.title()), body);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
