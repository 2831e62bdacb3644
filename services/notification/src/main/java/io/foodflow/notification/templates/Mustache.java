package io.foodflow.notification.templates;

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
    private static final int MOST_STEPS = 50_000;
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

        record Variable(String name, int line) implements Part {}

        record Section(String name, boolean inverted, int line, List<Part> parts) implements Part {}
    }

    /** A section that is not closed yet. */
    private record Open(String name, boolean inverted, int line, List<Part> parts) {}

    /** Reads a template. */
    static Mustache parse(String text) throws MustacheException {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open("", false, 1, new ArrayList<>()));
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
            throw wrong("line %d: {{#%s}} is not closed"
                    .formatted(inner(open).line(), inner(open).name()));
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
        var name = kind == '#' || kind == '^' || kind == '/' ? tag.substring(1).strip() : tag;
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "line %d: {{%s}} is none of the tags {{name}}, {{#list}}, {{^list}}, {{/list}} and {{! comment}}"
                            .formatted(line, tag.length() > 40 ? tag.substring(0, 40) + "…" : tag));
        }
        switch (kind) {
            case '#', '^' -> {
                if (open.size() > DEEPEST) {
                    throw wrong("line %d: {{#%s}} is more than %d deep".formatted(line, name, DEEPEST));
                }
                open.push(new Open(name, kind == '^', line, new ArrayList<>()));
            }
            case '/' -> {
                if (open.size() == 1 || !inner(open).name().equals(name)) {
                    throw wrong("line %d: {{/%s}} closes nothing that is open".formatted(line, name));
                }
                var closed = open.pop();
                inner(open)
                        .parts()
                        .add(new Part.Section(
                                closed.name(), closed.inverted(), closed.line(), List.copyOf(closed.parts())));
            }
            default -> inner(open).parts().add(new Part.Variable(name, line));
        }
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

    /**
     * Fills the text in.
     *
     * @param escape makes a value fit for where the text goes
     */
    String render(Map<String, ? extends @Nullable Object> data, UnaryOperator<String> escape) throws MustacheException {
        var rendering = new Rendering(escape);
        rendering.enter(data);
        rendering.all(parts);
        return rendering.out.toString();
    }

    /** One rendering: what was written, and the data around the place where it is. */
    private static final class Rendering {

        private final UnaryOperator<String> escape;
        private final StringBuilder out = new StringBuilder();
        private final Deque<Object> around = new ArrayDeque<>();
        private int steps;

        private Rendering(UnaryOperator<String> escape) {
            this.escape = escape;
        }

        private void enter(Object data) {
            around.push(data);
        }

        private void all(List<Part> parts) throws MustacheException {
            for (var part : parts) {
                if (++steps > MOST_STEPS || out.length() > LONGEST_OUTPUT) {
                    throw new MustacheException("the text becomes too long with that data", true);
                }
                switch (part) {
                    case Part.Text(var text) -> out.append(text);
                    case Part.Variable(var name, var line) -> out.append(escape.apply(text(name, line)));
                    case Part.Section section -> section(section);
                }
            }
        }

        private String text(String name, int line) throws MustacheException {
            var value = value(name, line);
            return switch (value) {
                case String text -> text;
                case Number number -> number.toString();
                case Boolean truth -> truth.toString();
                default ->
                    throw new MustacheException(
                            "line %d: {{%s}} needs a text, a number or a truth value".formatted(line, name), true);
            };
        }

        private void section(Part.Section section) throws MustacheException {
            var value = value(section.name(), section.line());
            boolean nothing = Boolean.FALSE.equals(value)
                    || (value instanceof Collection<?> items && items.isEmpty())
                    || (value instanceof String text && text.isEmpty());
            if (section.inverted()) {
                if (nothing) {
                    all(section.parts());
                }
            } else if (value instanceof Collection<?> items) {
                for (var item : items) {
                    within(item == null ? "" : item, section.parts());
                }
            } else if (!nothing) {
                within(value, section.parts());
            }
        }

        private void within(Object data, List<Part> parts) throws MustacheException {
            if (++steps > MOST_STEPS) {
                throw new MustacheException("the text becomes too long with that data", true);
            }
            around.push(data);
            all(parts);
            around.pop();
        }

        private Object value(String name, int line) throws MustacheException {
            if (name.equals(".")) {
                return around.element();
            }
            var steps = name.split("\\.", -1);
            @Nullable Object found = null;
            for (var data : around) {
                found = member(data, steps[0]);
                if (found != null) {
                    break;
                }
            }
            for (int n = 1; n < steps.length && found != null; n++) {
                found = member(found, steps[n]);
            }
            if (found == null) {
                throw new MustacheException("line %d: {{%s}} is not in the data".formatted(line, name), true);
            }
            return found;
        }

        /** What the data has under that name; null for nothing. */
        private static @Nullable Object member(Object data, String name) {
            return data instanceof Map<?, ?> members ? members.get(name) : null;
        }
    }
}
