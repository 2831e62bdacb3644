package io.foodflow.cli.importing;

/** What a file holds, told by its content; the name's ending is often wrong. */
sealed interface FileContent {

    /** An EPCIS document, or something that claims to be one; the server judges it. */
    record EpcisDocument(String contentType) implements FileContent {}

    /** A single EPCIS event in JSON. */
    record EpcisEvent() implements FileContent {}

    /** A supply network as FoodChain-Lab saves it. */
    record FoodChainLabNetwork() implements FileContent {}

    /** Nothing that can be imported. */
    record Foreign(String reason) implements FileContent {}
}
