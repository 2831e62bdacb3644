package io.foodflow.cli.demo;

import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSize;
import java.time.LocalDate;
import java.util.Iterator;

/** The past of the demo company, as documents for {@code POST /capture}. Equal size and last day mean equal documents. */
interface History {
    DemoSize size();

    /** The last day that is told. */
    LocalDate lastDay();

    /** How many events all documents hold together; may take seconds to find out. */
    long events();

    /** All documents, from the first, made while they are taken. */
    Iterator<DemoDocument> documents();
}
