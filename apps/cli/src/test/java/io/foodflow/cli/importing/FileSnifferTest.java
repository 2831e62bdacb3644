package io.foodflow.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.importing.FileContent.EpcisDocument;
import io.foodflow.cli.importing.FileContent.EpcisEvent;
import io.foodflow.cli.importing.FileContent.FoodChainLabNetwork;
import io.foodflow.cli.importing.FileContent.Foreign;
import io.foodflow.cli.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnifferTest {
    private static final EpcisDocument XML = new EpcisDocument("application/xml");
    private static final EpcisDocument JSON = new EpcisDocument("application/json");
    private static final EpcisDocument JSON_LD = new EpcisDocument("application/ld+json");

    @TempDir
    Path folder;

    private FileContent sniff(String content) {
        return sniff(content.getBytes(StandardCharsets.UTF_8));
    }

    private FileContent sniff(byte[] content) {
        try {
            return FileSniffer.sniff(Files.write(folder.resolve("file.txt"), content));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void knowsEpcisXmlByItsRootElement() {
        assertThat(sniff("<?xml version='1.0'?><!-- x --><epcis:EPCISDocument xmlns:epcis='urn:x'/>"))
                .isEqualTo(XML);
        assertThat(sniff("<EPCISQueryDocument/>")).isEqualTo(XML);
    }

    @Test
    void readsXmlInOtherEncodings() {
        assertThat(sniff("\uFEFF<EPCISDocument/>")).isEqualTo(XML);
        assertThat(sniff("\uFEFF<?xml version='1.0' encoding='UTF-16'?><EPCISDocument/>"
                        .getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(XML);
    }

    @Test
    void leavesOtherXmlAlone() {
        assertThat(sniff("<schema/>")).isEqualTo(new Foreign("its root element is <schema>, not an EPCIS document"));
    }

    @Test
    void doesNotOpenExternalEntities() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "<EPCISDocument/>");
        assertThat(sniff("<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><a>&e;</a>"))
                .isEqualTo(new Foreign("its root element is <a>, not an EPCIS document"));
    }

    @Test
    void leavesDamagedXmlToTheServerWhenItClaimsToBeEpcis() {
        assertThat(sniff("<?xml version='1.0'?><epcis:EPCISDocument><a")).isEqualTo(XML);
        assertThat(sniff("<a <b")).isInstanceOf(Foreign.class);
    }

    @Test
    void knowsEpcisJsonByItsType() {
        assertThat(sniff(" {\"type\":\"EPCISDocument\"}")).isEqualTo(JSON);
        assertThat(sniff("{\"@context\":[],\"id\":\"x\",\"type\":\"EPCISQueryDocument\"}"))
                .isEqualTo(JSON_LD);
        assertThat(sniff("{\"epcisBody\":{}}")).isEqualTo(JSON);
    }

    @Test
    void knowsASingleEvent() {
        assertThat(sniff("{\"eventTime\":\"x\",\"type\":\"ObjectEvent\"}")).isEqualTo(new EpcisEvent());
        assertThat(sniff("{\"isA\":\"ObjectEvent\"}")).isEqualTo(new EpcisEvent());
    }

    @Test
    void knowsAListOfEvents() {
        assertThat(sniff("[{\"type\":\"ObjectEvent\",\"eventTime\":\"x\"}]")).isEqualTo(JSON);
        assertThat(sniff("[1,2]")).isEqualTo(new Foreign("it is a JSON list without EPCIS events"));
    }

    @Test
    void knowsAFoodChainLabNetwork() {
        assertThat(sniff("{\"version\":\"1\",\"data\":{\"stations\":[{}],\"deliveries\":[]}}"))
                .isEqualTo(new FoodChainLabNetwork());
        assertThat(sniff("{\"data\":{\"stations\":{\"data\":[]},\"deliveries\":{\"data\":[]}}}"))
                .isEqualTo(new FoodChainLabNetwork());
        assertThat(sniff("{\"data\":{},\"deliveries\":[],\"stations\":[]}")).isEqualTo(new FoodChainLabNetwork());
    }

    @Test
    void saysWhatOtherJsonIs() {
        assertThat(sniff("{\"$schema\":\"x\",\"type\":\"object\"}")).isEqualTo(new Foreign("it is a JSON schema"));
        assertThat(sniff("{\"@context\":{}}")).isEqualTo(new Foreign("it is JSON-LD without an EPCIS document"));
        assertThat(sniff("{\"a\":{\"type\":\"EPCISDocument\"}}"))
                .isEqualTo(new Foreign("it is JSON, but neither an EPCIS document nor a FoodChain-Lab network"));
    }

    @Test
    void leavesDamagedJsonToTheServerWhenItClaimsToBeEpcis() {
        assertThat(sniff("{\"@context\":\"x\", broken \"EPCISDocument\"")).isEqualTo(JSON_LD);
        assertThat(sniff("{\"a\":")).asString().contains("it is not valid JSON: ");
    }

    @Test
    void saysWhatIsNeitherJsonNorXml() {
        assertThat(sniff("")).isEqualTo(new Foreign("it is empty"));
        assertThat(sniff(" \n")).isEqualTo(new Foreign("it is empty"));
        assertThat(sniff("lot;quantity")).isEqualTo(new Foreign("it is neither JSON nor XML"));
    }

    @Test
    void knowsThePublishedExamples() throws IOException {
        Path shared = Checkout.shared().resolve("data/traceability");
        Assumptions.assumeTrue(Files.isDirectory(shared), "no shared data at " + shared);

        assertThat(all(shared.resolve("graph/foodchain-lab"), "json"))
                .filteredOn(file -> !file.endsWith("schema-v1.json"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(FileSniffer.sniff(file)).isEqualTo(new FoodChainLabNetwork()));
        assertThat(all(shared.resolve("epcis/event-hash-vectors"), "jsonld"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(FileSniffer.sniff(file)).isEqualTo(JSON_LD));
        assertThat(all(shared.resolve("epcis/event-hash-vectors"), "xml"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(FileSniffer.sniff(file)).isEqualTo(XML));
        assertThat(all(shared.resolve("epcis"), "xsd"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(FileSniffer.sniff(file)).isInstanceOf(Foreign.class));
    }

    private static List<Path> all(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("." + ending)).toList();
        }
    }
}
