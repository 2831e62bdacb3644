package io.foodflow.cli.importing;

import io.foodflow.cli.importing.FileContent.EpcisDocument;
import io.foodflow.cli.importing.FileContent.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML up to its root element. Document type definitions and external entities are not looked at. */
final class XmlSniffer {
    private static final String CONTENT_TYPE = "application/xml";

    private XmlSniffer() {}

    static FileContent sniff(Path file, boolean claimsEpcis) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (!reader.isStartElement()) reader.next();
            String root = reader.getLocalName();
            return root.startsWith("EPCIS") || root.endsWith("Event")
                    ? new EpcisDocument(CONTENT_TYPE)
                    : new Foreign("its root element is <" + root + ">, not an EPCIS document");
        } catch (XMLStreamException e) {
            return FileSniffer.damaged(claimsEpcis, CONTENT_TYPE, "XML", e);
        }
    }
}
