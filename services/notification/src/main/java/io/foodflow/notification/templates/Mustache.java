package io.foodflow.notification.templates;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in the logic-less language of Mustache, for templates and data of people one does not trust. Of the language
 * (mustache.github.io/mustache.5.html) it takes <code>{{name}}</code>, <code>{{#list}}</code>, <code>{{^list}}</code>,
 * <code>{{/list}}</code> and <code>{{! comment}}</code>; a point goes into an object, <code>{{.}}</code> is the item of a
 * list. There is nothing that is not escaped, nothing that is read from elsewhere and no other delimiters.
 *
 * <p>Data is maps, lists, texts, numbers and truth values, looked up by name alone. A name that is nowhere is an error
 * and not an empty text: a recall letter without its lot is worse than none. Work and length are bounded. Immutable.
 */
final class Mustache {

    private static final int LONGEST_OUTPUT = 200_000;
    private static final int MOST_STEPS = 100_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_SEGMENTS = 10;
    private static final int DEEPEST = 10;
    private static final Pattern NAME = Pattern.compile("\\.|[\\p{Alnum}_-]+(\\.[\\p{Alnum}_-]+)*");

    private final List<Part> parts;

    private Mustache(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Why a text is no template, or cannot be filled in with that data; the message names the tag and its line. */
    static final class MustacheException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean ofTheData;

        private MustacheException(String message, boolean ofTheData) {
            super(message, null, false, false);
            this.ofTheData = ofTheData;
        }

        /** Something that comes out of the data, and may not. */
        static MustacheException ofTheData(String message) {
            return new MustacheException(message, true);
        }

        String why() {
            return String.valueOf(getMessage());
        }

        /** Whether other data would do. */
        boolean isOfTheData() {
            return ofTheData;
        }
    }

    private sealed interface Part {

        record Text(String text) implements Part {}

        record Variable(Name name) implements Part {}

        record Section(Name name, boolean inverted, List<Part> parts) implements Part {}
    }

    /**
     * What a tag names.
     *
     * @param segments between the points; none for the item itself
     */
    private record Name(String text, List<String> segments, int line) {}

    /** The work that is left for all the texts of one request. Used by one thread. */
    static final class Budget {

        private int steps = MOST_STEPS;

        private void step() throws MustacheException {
            if (--steps < 0) {
                throw tooLong();
            }
        }
    }

    /** A section that is not closed yet. */
    private record Open(Name name, boolean inverted, List<Part> parts) {

        private String tag() {
            return "{{%s%s}}".formatted(inverted ? "^" : "#", name.text());
        }
    }

    /** Reads a template. */
    static Mustache parse(String text) throws MustacheException {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(new Name("", List.of(), 1), false, new ArrayList<>()));
        int at = 0;
        int line = 1;
        while (true) {
            int begin = text.indexOf("{{", at);
            if (begin < 0) {
                break;
            }
            int end = text.indexOf("}}", begin + 2);
            line += lines(text, at, begin);
            if (end < 0) {
                throw wrong("line %d: a tag begins with {{ and does not end".formatted(line));
            }
            if (begin > at) {
                inner(open).parts().add(new Part.Text(text.substring(at, begin)));
            }
            tag(text.substring(begin + 2, end), line, open);
            line += lines(text, begin, end);
            at = end + 2;
        }
        if (open.size() > 1) {
            throw wrong("line %d: %s is not closed"
                    .formatted(inner(open).name().line(), inner(open).tag()));
        }
        if (at < text.length()) {
            inner(open).parts().add(new Part.Text(text.substring(at)));
        }
        return new Mustache(inner(open).parts());
    }

    private static void tag(String inside, int line, Deque<Open> open) throws MustacheException {
        var tag = inside.strip();
        if (tag.startsWith("!")) {
            return;
        }
        char kind = tag.isEmpty() ? ' ' : tag.charAt(0);
        var name = name(
                tag,
                kind == '#' || kind == '^' || kind == '/' ? tag.substring(1).strip() : tag,
                line);
        switch (kind) {
            case '#', '^' -> {
                var opened = new Open(name, kind == '^', new ArrayList<>());
                if (open.size() > DEEPEST) {
                    throw wrong("line %d: %s is more than %d deep".formatted(line, opened.tag(), DEEPEST));
                }
                open.push(opened);
            }
            case '/' -> {
                if (open.size() == 1 || !inner(open).name().text().equals(name.text())) {
                    throw wrong("line %d: {{/%s}} closes nothing that is open".formatted(line, name.text()));
                }
                var closed = open.pop();
                inner(open)
                        .parts()
                        .add(new Part.Section(closed.name(), closed.inverted(), List.copyOf(closed.parts())));
            }
            default -> inner(open).parts().add(new Part.Variable(name));
        }
    }

    private static Name name(String tag, String name, int line) throws MustacheException {
        var shown = tag.length() > 40 ? tag.substring(0, 40) + "…" : tag;
        if (name.length() > LONGEST_NAME) {
            throw wrong("line %d: the name in {{%s}} must have up to %d characters, had %d"
                    .formatted(line, shown, LONGEST_NAME, name.length()));
        }
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "line %d: {{%s}} is none of the tags {{name}}, {{#list}}, {{^list}}, {{/list}} and {{! comment}}"
                            .formatted(line, shown));
        }
        var segments = name.equals(".") ? List.<String>of() : List.of(name.split("\\.", -1));
        if (segments.size() > MOST_SEGMENTS) {
            throw wrong("line %d: the name in {{%s}} must go through up to %d objects, went through %d"
                    .formatted(line, shown, MOST_SEGMENTS, segments.size()));
        }
        return new Name(name, segments, line);
    }

    private static Open inner(Deque<Open> open) {
        return open.element();
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private static MustacheException wrong(String why) {
        return new MustacheException(why, false);
    }

    private static MustacheException tooLong() {
        return new MustacheException("the text becomes too long with that data", true);
    }

    /**
     * Fills the text in.
     *
     * @param escape makes a value fit for where the text goes
     * @param budget what the texts of the same request may cost together
     */
    String render(Map<String, ? extends @Nullable Object> data, UnaryOperator<String> escape, Budget budget)
            throws MustacheException {
        var rendering = new Rendering(escape, budget);
        rendering.enter(data);
        rendering.all(parts);
        return rendering.out.toString();
    }

    /** An item that is null. */
    private record Nothing() {}

    /** One rendering: what was written, and the data around the place where it is. */
    private static final class Rendering {

        private final UnaryOperator<String> escape;
        private final StringBuilder out = new StringBuilder();
        private final Deque<Object> around = new ArrayDeque<>();
        private final Budget budget;

        private Rendering(UnaryOperator<String> escape, Budget budget) {
            this.escape = escape;
            this.budget = budget;
        }

        private void enter(Object data) {
            around.push(data);
        }

        private void all(List<Part> parts) throws MustacheException {
            for (var part : parts) {
                budget.step();
                switch (part) {
                    case Part.Text(var text) -> out.append(fitting(text));
                    case Part.Variable(var name) -> out.append(fitting(escape.apply(fitting(text(name)))));
                    case Part.Section section -> section(section);
                }
            }
        }

        /** The text, if there is still room for it. */
        private String fitting(String text) throws MustacheException {
            if (text.length() > LONGEST_OUTPUT - out.length()) {
                throw tooLong();
            }
            return text;
        }

        private String text(Name name) throws MustacheException {
            var value = value(name);
            return switch (value) {
                case String text -> text;
                case Double number when Double.isFinite(number) -> plain(number);
                case Integer number -> number.toString();
                case Long number -> number.toString();
                case BigInteger number -> number.toString();
                case Boolean truth -> truth.toString();
                default ->
                    throw new MustacheException(
                            "line %d: {{%s}} needs a text, a number or a truth value"
                                    .formatted(name.line(), name.text()),
                            true);
            };
        }

        /** In digits, as 12000000 and not as 1.2E7. */
        private static String plain(double number) {
            var exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
            return exact.setScale(Math.max(exact.scale(), 0)).toPlainString();
        }

        private void section(Part.Section section) throws MustacheException {
            var value = value(section.name());
            boolean nothing = Boolean.FALSE.equals(value)
                    || (value instanceof Collection<?> items && items.isEmpty())
                    || (value instanceof String text && text.isEmpty());
            if (section.inverted()) {
                if (nothing) {
                    all(section.parts());
                }
            } else if (value instanceof Collection<?> items) {
                for (var item : items) {
                    within(item == null ? new Nothing() : item, section.parts());
                }
            } else if (!nothing) {
                within(value, section.parts());
            }
        }

        private void within(Object data, List<Part> parts) throws MustacheException {
            budget.step();
            around.push(data);
            all(parts);
            around.pop();
        }

        private Object value(Name name) throws MustacheException {
            var found = name.segments().isEmpty() ? around.element() : found(name.segments());
            if (found == null || found instanceof Nothing) {
                throw new MustacheException(
                        "line %d: {{%s}} is not in the data".formatted(name.line(), name.text()), true);
            }
            return found;
        }

        /** The innermost object that has the first segment says what it is, be it nothing; null for nothing. */
        private @Nullable Object found(List<String> segments) {
            for (var data : around) {
                if (data instanceof Map<?, ?> members && members.containsKey(segments.getFirst())) {
                    @Nullable Object found = members;
                    for (var segment : segments) {
                        found = found instanceof Map<?, ?> inner ? inner.get(segment) : null;
                    }
                    return found;
                }
            }
            return null;
        }
    }
}
