package io.foodflow.engine.epcis;

/** Events that use every field of the standard, made for these tests. */
final class AllFields {

    static final String JSON_OBJECT_EVENT = """
            {"type":"ObjectEvent","eventID":"urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
             "eventTime":"2026-01-05T08:00:00.000+01:00","recordTime":"2026-01-05T07:00:01.123Z",
             "eventTimeZoneOffset":"+01:00","certificationInfo":"https://cert.example.org/1",
             "errorDeclaration":{"declarationTime":"2026-01-06T00:00:00Z","reason":"incorrect_data",
               "correctiveEventIDs":["urn:uuid:00000000-0000-4000-8000-000000000001"],"ext:by":"QA"},
             "action":"ADD","bizStep":"commissioning","disposition":"active",
             "persistentDisposition":{"set":["completeness_verified"],"unset":["completeness_inferred"]},
             "epcList":["urn:epc:id:sgtin:4012345.011111.9876","urn:epc:id:sgtin:4012345.011111.12"],
             "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":200.50,"uom":"KGM"},
                             {"epcClass":"urn:epc:idpat:sgtin:4012345.012345.*"}],
             "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987","ext:door":"7"},
             "bizLocation":{"id":"urn:epc:id:sgln:4012345.00012.0"},
             "bizTransactionList":[{"type":"po","bizTransaction":"urn:epc:id:gdti:0614141.00001.1618034"},
                                   {"bizTransaction":"https://example.com/po/2"}],
             "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00225"}],
             "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:0614141.00777.0"}],
             "sensorElementList":[{"sensorMetadata":{"time":"2026-01-05T07:00:00Z","deviceID":"urn:epc:id:giai:4000001.111",
                 "deviceMetadata":"https://id.gs1.org/8004/4000001111","rawData":"https://example.org/8004/401234599999",
                 "startTime":"2026-01-05T06:00:00Z","endTime":"2026-01-05T07:00:00Z",
                 "dataProcessingMethod":"https://example.com/253/4012345000054987",
                 "bizRules":"https://example.com/253/4012345000054987","ext:meta":"m"},
               "sensorReport":[{"type":"Temperature","exception":"ALARM_CONDITION","deviceID":"urn:epc:id:giai:4000001.112",
                 "deviceMetadata":"https://id.gs1.org/8004/4000001112","rawData":"https://example.org/r",
                 "dataProcessingMethod":"https://example.org/m","bizRules":"https://example.org/b",
                 "time":"2026-01-05T07:00:00Z","microorganism":"https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
                 "chemicalSubstance":"https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N",
                 "coordinateReferenceSystem":"http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                 "value":26.0,"component":"x","stringValue":"s","booleanValue":true,"hexBinaryValue":"f0f0",
                 "uriValue":"https://example.org/u","minValue":25.5,"maxValue":26.2,"meanValue":26.1,"sDev":0.1,
                 "percRank":50,"percValue":12.7,"uom":"CEL","ext:report":"r"}],
               "ext:element":"e"}],
             "ilmd":{"cbvmda:lotNumber":"L1","ext:grade":{"ext:of":[1,2,{"ext:deep":true}]}},
             "ext:top":"t","ext:number":12.50,"ext:flag":false,"ext:none":null}""";

    static final String JSON_AGGREGATION_EVENT = """
            {"type":"AggregationEvent","eventTime":"2026-01-05T08:00:00.000+01:00","eventTimeZoneOffset":"+01:00",
             "action":"ADD","parentID":"urn:epc:id:sscc:4012345.0000000333",
             "childEPCs":["urn:epc:id:sgtin:4012345.011111.9876"],
             "childQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":10}]}""";

    static final String JSON_ASSOCIATION_EVENT = """
            {"type":"AssociationEvent","eventTime":"2026-01-05T08:00:00.000+01:00","eventTimeZoneOffset":"+01:00",
             "action":"ADD","parentID":"urn:epc:id:grai:4012345.55555.987",
             "childEPCs":["urn:epc:id:giai:4000001.12345"]}""";

    static final String JSON_TRANSACTION_EVENT = """
            {"type":"TransactionEvent","eventTime":"2026-01-05T08:00:00.000+01:00","eventTimeZoneOffset":"+01:00",
             "action":"ADD","parentID":"urn:epc:id:sscc:4012345.0000000333",
             "bizTransactionList":[{"type":"po","bizTransaction":"https://example.com/po/2"}],
             "epcList":["urn:epc:id:sgtin:4012345.011111.9876"],
             "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":10,"uom":"EA"}]}""";

    static final String JSON_TRANSFORMATION_EVENT = """
            {"type":"TransformationEvent","eventTime":"2026-01-05T08:00:00.000+01:00","eventTimeZoneOffset":"+01:00",
             "transformationID":"urn:epc:id:gdti:4012345.55555.1234",
             "inputEPCList":["urn:epc:id:sgtin:4012345.011122.25"],
             "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":10,"uom":"KGM"}],
             "outputEPCList":["urn:epc:id:sgtin:4012345.077889.25"],
             "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012346.L2","quantity":9,"uom":"KGM"}],
             "bizStep":"commissioning","certificationInfo":["https://cert.example.org/1","https://cert.example.org/2"],
             "ilmd":{"cbvmda:lotNumber":"L2"}}""";

    static final String[] JSON_EVENTS = {
        JSON_OBJECT_EVENT,
        JSON_AGGREGATION_EVENT,
        JSON_ASSOCIATION_EVENT,
        JSON_TRANSACTION_EVENT,
        JSON_TRANSFORMATION_EVENT
    };

    static final String XML_OBJECT_EVENT = """
            <ObjectEvent xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:gs1="https://gs1.org/voc/">
              <eventTime>2026-01-05T08:00:00.000+01:00</eventTime>
              <recordTime>2026-01-05T07:00:01.123Z</recordTime>
              <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
              <eventID>urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
              <errorDeclaration>
                <declarationTime>2026-01-06T00:00:00Z</declarationTime>
                <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
                <correctiveEventIDs>
                  <correctiveEventID>urn:uuid:00000000-0000-4000-8000-000000000001</correctiveEventID>
                </correctiveEventIDs>
                <ext:by>QA</ext:by>
              </errorDeclaration>
              <certificationInfo>https://cert.example.org/1</certificationInfo>
              <epcList>
                <epc>urn:epc:id:sgtin:4012345.011111.12</epc>
                <epc>https://dl.example.com/01/04012345111118/21/9876</epc>
              </epcList>
              <action>ADD</action>
              <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
              <disposition>urn:epcglobal:cbv:disp:active</disposition>
              <readPoint><id>urn:epc:id:sgln:4012345.00011.987</id><ext:door>7</ext:door></readPoint>
              <bizLocation><id>urn:epc:id:sgln:4012345.00012.0</id></bizLocation>
              <bizTransactionList>
                <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epc:id:gdti:0614141.00001.1618034</bizTransaction>
                <bizTransaction>https://example.com/po/2</bizTransaction>
              </bizTransactionList>
              <quantityList>
                <quantityElement>
                  <epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass><quantity>200.5</quantity><uom>KGM</uom>
                </quantityElement>
                <quantityElement><epcClass>urn:epc:idpat:sgtin:4012345.012345.*</epcClass></quantityElement>
              </quantityList>
              <sourceList>
                <source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:4012345.00225</source>
              </sourceList>
              <destinationList>
                <destination type="urn:epcglobal:cbv:sdt:location">urn:epc:id:sgln:0614141.00777.0</destination>
              </destinationList>
              <sensorElementList>
                <sensorElement>
                  <sensorMetadata time="2026-01-05T07:00:00Z" deviceID="urn:epc:id:giai:4000001.111"
                    deviceMetadata="https://id.gs1.org/8004/4000001111" rawData="https://example.org/8004/401234599999"
                    startTime="2026-01-05T06:00:00Z" endTime="2026-01-05T07:00:00Z"
                    dataProcessingMethod="https://example.com/253/4012345000054987"
                    bizRules="https://example.com/253/4012345000054987" ext:meta="m"/>
                  <sensorReport type="gs1:Temperature" exception="gs1:ALARM_CONDITION"
                    deviceID="urn:epc:id:giai:4000001.112" deviceMetadata="https://id.gs1.org/8004/4000001112"
                    rawData="https://example.org/r" dataProcessingMethod="https://example.org/m"
                    bizRules="https://example.org/b" time="2026-01-05T07:00:00Z"
                    microorganism="https://www.ncbi.nlm.nih.gov/taxonomy/1126011"
                    chemicalSubstance="https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"
                    coordinateReferenceSystem="http://www.opengis.net/def/crs/OGC/1.3/CRS84"
                    value="26.0" component="cbv:Comp-x" stringValue="s" booleanValue="true" hexBinaryValue="f0f0"
                    uriValue="https://example.org/u" minValue="25.5" maxValue="26.2" meanValue="26.1" sDev="0.1"
                    percRank="50" percValue="12.7" uom="CEL" ext:report="r"/>
                  <ext:element>e</ext:element>
                </sensorElement>
              </sensorElementList>
              <persistentDisposition>
                <unset>urn:epcglobal:cbv:disp:completeness_inferred</unset>
                <set>urn:epcglobal:cbv:disp:completeness_verified</set>
              </persistentDisposition>
              <ilmd>
                <cbvmda:lotNumber>L1</cbvmda:lotNumber>
                <ext:grade><ext:of>1</ext:of><ext:of>2</ext:of><ext:of><ext:deep>true</ext:deep></ext:of></ext:grade>
              </ilmd>
              <ext:top>t</ext:top>
              <ext:number>12.5</ext:number>
              <ext:flag>false</ext:flag>
              <ext:none/>
            </ObjectEvent>""";

    private AllFields() {}
}
