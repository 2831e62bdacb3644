package io.foodflow.engine.traceability.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quantity and unit of each edge by edge number, in pages of 4,096 numbers; also which numbers are in use.
 *
 * <p>A quantity is stored as a {@code float} and read back through its shortest decimal form, so that what was captured with up
 * to seven significant digits (12.3 kg) comes out the same. A page with units above 255 takes one byte an edge more.
 *
 * <p>Older snapshots share pages with newer ones: an unused number is written in place, since no older snapshot has an edge that
 * would look at it; to free a number copies its page. One writer at a time; readers see what was written before the snapshot
 * they hold was published.
 */
public final class EdgeTable {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    /** A pattern of bits that {@link Float#floatToIntBits} never makes: the number is not in use. */
    private static final int UNUSED = -1;

    private @Nullable Page[] pages;
    private boolean directoryShared = true;

    private EdgeTable(@Nullable Page[] pages) {
        this.pages = pages;
    }

    EdgeTable() {
        this(new @Nullable Page[0]);
    }

    private static final class Page {
        final int[] quantities = new int[1 << PAGE_BITS];
        final byte[] units = new byte[1 << PAGE_BITS];
        byte @Nullable [] highUnits;

        Page() {
            Arrays.fill(quantities, UNUSED);
        }

        Page copy() {
            Page copy = new Page();
            System.arraycopy(quantities, 0, copy.quantities, 0, quantities.length);
            System.arraycopy(units, 0, copy.units, 0, units.length);
            copy.highUnits = highUnits == null ? null : highUnits.clone();
            return copy;
        }
    }

    /** A table that may be written to without a reader of this one seeing it. */
    EdgeTable next() {
        return new EdgeTable(pages);
    }

    boolean contains(int no) {
        Page page = page(no);
        return page != null && page.quantities[no & PAGE_MASK] != UNUSED;
    }

    /** Writes a number that is not in use. */
    void put(int no, double quantity, int unit) {
        Page page = page(no);
        if (page == null) {
            page = new Page();
            set(no >>> PAGE_BITS, page);
        }
        int index = no & PAGE_MASK;
        if (unit > 0xFF || page.highUnits != null) {
            byte[] high = page.highUnits == null ? new byte[1 << PAGE_BITS] : page.highUnits;
            high[index] = (byte) (unit >>> 8);
            page.highUnits = high;
        }
        page.units[index] = (byte) unit;
        page.quantities[index] = Float.floatToIntBits((float) quantity);
    }

    /** Frees numbers; older tables keep them. */
    void remove(int[] nos) {
        int[] sorted = nos.clone();
        Arrays.sort(sorted);
        int copied = -1;
        for (int no : sorted) {
            Page page = page(no);
            if (page != null) {
                if (copied != no >>> PAGE_BITS) {
                    copied = no >>> PAGE_BITS;
                    page = page.copy();
                    set(copied, page);
                }
                page.quantities[no & PAGE_MASK] = UNUSED;
            }
        }
    }

    /** The quantity of a number in use, NaN when not known. */
    public double quantity(int no) {
        Page page = page(no);
        float quantity = page == null ? Float.NaN : Float.intBitsToFloat(page.quantities[no & PAGE_MASK]);
        return quantity == (int) quantity ? quantity : Double.parseDouble(Float.toString(quantity));
    }

    /** The unit of a number in use. */
    public int unit(int no) {
        Page page = page(no);
        if (page == null) {
            return 0;
        }
        byte[] high = page.highUnits;
        int unit = page.units[no & PAGE_MASK] & 0xFF;
        return high == null ? unit : unit | (high[no & PAGE_MASK] & 0xFF) << 8;
    }

    private @Nullable Page page(int no) {
        int page = no >>> PAGE_BITS;
        return page < pages.length ? pages[page] : null;
    }

    private void set(int index, Page page) {
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(index + 1, pages.length + (pages.length >> 1)));
            directoryShared = false;
        } else if (directoryShared) {
            pages = pages.clone();
            directoryShared = false;
        }
        pages[index] = page;
    }

    long memoryBytes() {
        long bytes = 4L * pages.length;
        for (Page page : pages) {
            if (page != null) {
                bytes += 5L << PAGE_BITS;
                bytes += page.highUnits == null ? 0 : 1L << PAGE_BITS;
            }
        }
        return bytes;
    }
}
