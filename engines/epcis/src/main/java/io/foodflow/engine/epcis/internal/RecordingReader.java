package io.foodflow.engine.epcis.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Passes characters to the XML parser, keeps those from a mark on, and tells where each tag stands.
 *
 * <p>The JDK's parser reports offsets that are wrong whenever a name crosses the end of its buffer, so the tags are found
 * here: a state for each character of markup, which for well-formed documents (all others the parser refuses) is enough
 * to see comments, CDATA sections, instructions, declarations and quoted attribute values. The parser's events for the
 * start and the end of elements come in the order of the tags, so each event takes the next tag from a queue; an empty
 * element stands for both. The queue is as long as the parser reads ahead.
 */
final class RecordingReader extends Reader {

    private enum State {
        TEXT,
        OPENED,
        TAG,
        QUOTED,
        BANG,
        COMMENT,
        CDATA,
        INSTRUCTION,
        DECLARATION
    }

    private static final int START = 0;
    private static final int END = 1;
    private static final int EMPTY = 2;

    private final Reader in;
    private final int maxKept;
    private char[] kept = new char[1 << 14];
    private int size;
    private long base;
    private long mark;

    private State state = State.TEXT;
    private long opened;
    private char quote;
    private boolean endTag;
    private char last;
    private char beforeLast;
    private int bangLength;
    private int brackets;
    private boolean declaresMore;

    private long[] tags = new long[512];
    private int head;
    private int tail;
    private boolean emptyPending;
    private long tagStart;
    private long tagEnd;

    RecordingReader(Reader in, int maxKept) {
        this.in = in;
        this.maxKept = maxKept;
    }

    /** Characters before this offset of the stream will not be asked for. */
    void forgetBefore(long offset) {
        mark = offset;
    }

    /** Goes on to the tag of the parser's next event for the start or end of an element. */
    void nextTag() {
        if (emptyPending) {
            emptyPending = false;
            return;
        }
        if (head == tail) {
            return;
        }
        tagStart = tags[head];
        tagEnd = tags[head + 1] >> 2;
        emptyPending = (tags[head + 1] & 3) == EMPTY;
        head += 2;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** Offset of the {@code <} of the tag at hand. */
    long tagStart() {
        return tagStart;
    }

    /** Offset behind the {@code >} of the tag at hand. */
    long tagEnd() {
        return tagEnd;
    }

    /** Whether a document type has more than the name of a root element: an internal subset or an external one. */
    boolean declaresMore() {
        return declaresMore;
    }

    String slice(long from, long to) {
        return new String(kept, (int) (from - base), (int) (to - from));
    }

    @Override
    public int read(char[] b, int off, int len) throws IOException {
        int n = in.read(b, off, len);
        if (n > 0) {
            keep(b, off, n);
        }
        return n;
    }

    private void keep(char[] b, int off, int n) throws RecordingStream.TooLarge {
        long at = base + size;
        for (int i = off; i < off + n; i++) {
            scan(b[i], at + i - off);
        }
        if (size + n > kept.length) {
            int drop = (int) Math.min(Math.max(mark - base, 0), size);
            System.arraycopy(kept, drop, kept, 0, size - drop);
            size -= drop;
            base += drop;
            if (size > maxKept) {
                throw new RecordingStream.TooLarge(
                        "an event, or another part that must be held as a whole, is larger than %d characters"
                                .formatted(maxKept));
            }
            if (size + n > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(kept.length * 2, size + n));
            }
        }
        System.arraycopy(b, off, kept, size, n);
        size += n;
    }

    private void scan(char c, long at) {
        switch (state) {
            case TEXT -> {
                if (c == '<') {
                    state = State.OPENED;
                    opened = at;
                }
                return;
            }
            case OPENED -> {
                endTag = c == '/';
                state = c == '?' ? State.INSTRUCTION : c == '!' ? State.BANG : State.TAG;
                bangLength = 0;
            }
            case TAG -> {
                if (c == '"' || c == '\'') {
                    quote = c;
                    state = State.QUOTED;
                } else if (c == '>') {
                    add(at + 1, endTag ? END : last == '/' ? EMPTY : START);
                    state = State.TEXT;
                }
            }
            case QUOTED -> {
                if (c == quote) {
                    state = State.TAG;
                }
            }
            case INSTRUCTION -> {
                if (c == '>' && last == '?') {
                    state = State.TEXT;
                }
            }
            case BANG -> bang(c);
            case COMMENT -> {
                if (c == '>' && last == '-' && beforeLast == '-' && at - opened > 5) {
                    state = State.TEXT;
                }
            }
            case CDATA -> {
                if (c == '>' && last == ']' && beforeLast == ']') {
                    state = State.TEXT;
                }
            }
            case DECLARATION -> {
                brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
                declaresMore |= c == '[' || c == '"' || c == '\'';
                if (c == '>' && brackets <= 0) {
                    brackets = 0;
                    bangLength = 0;
                    state = State.TEXT;
                }
            }
        }
        beforeLast = last;
        last = c;
    }

    /** Behind {@code <!}: a comment, a CDATA section, or a declaration. */
    private void bang(char c) {
        bangLength++;
        if (bangLength == 2 && c == '-' && last == '-') {
            state = State.COMMENT;
            bangLength = 0;
        } else if (bangLength == 1 && c == '[') {
            state = State.CDATA;
            bangLength = 0;
        } else if (!(bangLength == 1 && c == '-')) {
            state = State.DECLARATION;
        }
    }

    private void add(long end, int kind) {
        if (tail + 2 > tags.length) {
            if (head > 0) {
                System.arraycopy(tags, head, tags, 0, tail - head);
                tail -= head;
                head = 0;
            } else {
                tags = Arrays.copyOf(tags, tags.length * 2);
            }
        }
        tags[tail++] = opened;
        tags[tail++] = end << 2 | kind;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
