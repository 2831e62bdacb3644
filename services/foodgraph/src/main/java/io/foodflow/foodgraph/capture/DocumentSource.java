package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.EpcisSource;
import io.foodflow.foodgraph.capture.CaptureTable.Open;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A captured document in the object store, which knows how much of it was read. Not thread-safe. */
final class DocumentSource implements EpcisSource {

    private final ObjectStore objects;
    private final Open capture;
    private long read;

    DocumentSource(ObjectStore objects, Open capture) {
        this.objects = objects;
        this.capture = capture;
    }

    @Override
    public InputStream open() throws IOException {
        var content = objects.open(new ObjectId(capture.document()))
                .orElseThrow(() -> new IOException(
                        "the captured document %s is not in the object store".formatted(capture.document())));
        read = 0;
        return new Counting(content);
    }

    /** Share of the document that was read since it was last opened, 0 to 1. */
    double share() {
        return capture.bytes() == 0 ? 1 : Math.min(1, (double) read / capture.bytes());
    }

    private final class Counting extends FilterInputStream {

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            read += Math.max(got, 0);
            return got;
        }
    }
}
