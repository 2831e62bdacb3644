package io.foodflow.engine.traceability.internal;

import java.util.Arrays;

/** A list of edges that points along the flow. Filled by the search, then read only. */
public final class FoundEdges {
    private final EdgeTable edges;
    private int[] nos;
    private int[] froms;
    private int[] tos;
    private byte[] kinds;
    private long[] times;
    private int size;

    FoundEdges(EdgeTable edges, int size) {
        this.edges = edges;
        this.size = size;
        nos = new int[size];
        froms = new int[size];
        tos = new int[size];
        kinds = new byte[size];
        times = new long[size];
    }

    void add(int no, int from, int to, int kind, long millis) {
        if (size == nos.length) {
            int capacity = Math.max(64, size * 2);
            nos = Arrays.copyOf(nos, capacity);
            froms = Arrays.copyOf(froms, capacity);
            tos = Arrays.copyOf(tos, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            times = Arrays.copyOf(times, capacity);
        }
        set(size++, no, from, to, kind, millis);
    }

    void set(int index, int no, int from, int to, int kind, long millis) {
        nos[index] = no;
        froms[index] = from;
        tos[index] = to;
        kinds[index] = (byte) kind;
        times[index] = millis;
    }

    public int size() {
        return size;
    }

    public int no(int index) {
        return nos[index];
    }

    public int from(int index) {
        return froms[index];
    }

    public int to(int index) {
        return tos[index];
    }

    public int kind(int index) {
        return kinds[index];
    }

    public long millis(int index) {
        return times[index];
    }

    public double quantity(int index) {
        return edges.quantity(nos[index]);
    }

    public int unit(int index) {
        return edges.unit(nos[index]);
    }
}
