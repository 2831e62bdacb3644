package io.foodflow.engine.epcis.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gs1ParseTest {

    /** The pairs are those of the EPC Tag Data Standard and of the vectors of the event hash. */
    @ParameterizedTest
    @CsvSource({
        "SGTIN, urn:epc:id:sgtin:4012345.012345.12, https://id.gs1.org/01/04012345123456/21/12",
        "SGTIN, urn:epc:id:sgtin:0614141.812345.6789%2FA, https://id.gs1.org/01/80614141123458/21/6789%2FA",
        "LGTIN, urn:epc:class:lgtin:4054739.099914.20160711, https://id.gs1.org/01/04054739999148/10/20160711",
        "GTIN, urn:epc:idpat:sgtin:4054739.099914.*, https://id.gs1.org/01/04054739999148",
        "UPUI, urn:epc:id:upui:4012345.012345.AB12, https://id.gs1.org/01/04012345123456/235/AB12",
        "SSCC, urn:epc:id:sscc:4012345.0000000333, https://id.gs1.org/00/040123450000003338",
        "SGLN, urn:epc:id:sgln:4012345.00011.987, https://id.gs1.org/414/4012345000115/254/987",
        "SGLN, urn:epc:id:sgln:4012345.00011.0, https://id.gs1.org/414/4012345000115",
        "SGLN, urn:epc:id:sgln:401234500011..0, https://id.gs1.org/414/4012345000115",
        "PGLN, urn:epc:id:pgln:4012345.00000, https://id.gs1.org/417/4012345000009",
        "GRAI, urn:epc:id:grai:4012345.66666.87, https://id.gs1.org/8003/0401234566666387",
        "GRAI, urn:epc:idpat:grai:4012345.66666.*, https://id.gs1.org/8003/04012345666663",
        "GIAI, urn:epc:id:giai:4012345.AAbb, https://id.gs1.org/8004/4012345AAbb",
        "GSRN, urn:epc:id:gsrn:4012345.9876540000, https://id.gs1.org/8018/401234598765400000",
        "GSRNP, urn:epc:id:gsrnp:4012345.0000098765, https://id.gs1.org/8017/401234500000987658",
        "GDTI, urn:epc:id:gdti:4012345.55555.98, https://id.gs1.org/253/401234555555498",
        "GDTI, urn:epc:idpat:gdti:4012345.55555.*, https://id.gs1.org/253/4012345555554",
        "CPI, urn:epc:id:cpi:4012345.ABC.123, https://id.gs1.org/8010/4012345ABC/8011/123",
        "CPI, urn:epc:idpat:cpi:4012345.ABC.*, https://id.gs1.org/8010/4012345ABC",
        "SGCN, urn:epc:id:sgcn:4012345.99999.44, https://id.gs1.org/255/401234599999044",
        "GINC, urn:epc:id:ginc:4012345.333, https://id.gs1.org/401/4012345333",
        "GSIN, urn:epc:id:gsin:4012345.999987654, https://id.gs1.org/402/40123459999876541",
        "ITIP, urn:epc:id:itip:4012345.012345.01.02.999, https://id.gs1.org/8006/040123451234560102/21/999",
        "ITIP, urn:epc:idpat:itip:4012345.012345.01.02.*, https://id.gs1.org/8006/040123451234560102",
    })
    void givesAUrnAndTheDigitalLinkOfTheSameThingOneCanonicalKey(KeyType type, String urn, String link) {
        assertThat(key(urn).canonical()).isEqualTo(link);
        assertThat(key(urn).type()).isEqualTo(type);
        assertThat(key(link)).isEqualTo(key(urn));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/01/04012345123456/21/12",
        "http://shop.example.com/some/path/01/04012345123456/21/12",
        "https://id.gs1.org/01/04012345123456/10/LOT7/21/12",
        "https://id.gs1.org/01/04012345123456/22/2A/10/LOT7/21/12?17=271231&linkType=gs1:pip",
        "https://id.gs1.org/gtin/04012345123456/lot/LOT7/ser/12",
        "https://id.gs1.org/01/4012345123456/21/12#frag",
        "https://id.gs1.org/01/04012345123456/21/12/",
        "(01)04012345123456(21)12",
        "(01)4012345123456(10)LOT7(21)12",
        "^01040123451234562112",
        "]d2010401234512345610LOT7^2112",
    })
    void reducesEverySpellingOfAnItemToTheFinestLevel(String text) {
        assertThat(key(text).canonical()).isEqualTo("https://id.gs1.org/01/04012345123456/21/12");
        assertThat(key(text).serial()).isEqualTo("12");
        assertThat(key(text).gtin()).isEqualTo("04012345123456");
    }

    @Test
    void keepsTheLotBesideASerial() {
        assertThat(key("https://id.gs1.org/01/04012345123456/10/LOT7/21/12").lotCode())
                .isEqualTo("LOT7");
        assertThat(key("(01)04012345123456(10)LOT7").lotCode()).isEqualTo("LOT7");
        assertThat(key("(414)4012345000115(254)987").extension()).isEqualTo("987");
        assertThat(key("(414)4012345000115(254)987").gln()).isEqualTo("4012345000115");
    }

    @Test
    void padsShortGtinsToFourteenDigits() {
        assertThat(key("https://id.gs1.org/01/12345670").gtin()).isEqualTo("00000012345670");
        assertThat(key("https://id.gs1.org/01/614141123452").gtin()).isEqualTo("00614141123452");
        assertThat(key("(01)4012345123456").gtin()).isEqualTo("04012345123456");
    }

    @Test
    void escapesWhatAPathCannotHoldPlainly() {
        assertThat(key("urn:epc:class:lgtin:4012345.012345.A%2FB%25(1)").canonical())
                .isEqualTo("https://id.gs1.org/01/04012345123456/10/A%2FB%25%281%29");
        assertThat(key("https://id.gs1.org/01/04012345123456/10/A%2fB%25(1)"))
                .isEqualTo(key("urn:epc:class:lgtin:4012345.012345.A%2FB%25(1)"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.gs1.org/01/04012345123457, CHECK_DIGIT, 6",
        "https://example.com/01/04012345123457/10/A, CHECK_DIGIT, 6",
        "(00)040123450000003339, CHECK_DIGIT, 8",
        "https://id.gs1.org/414/4012345000116, CHECK_DIGIT, 5",
        "https://id.gs1.org/8003/0401234566666287, CHECK_DIGIT, 3",
        "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310cXX, CHECK_DIGIT, 2K",
        "https://id.gs1.org/01/040123451234567, LENGTH, 14",
        "https://id.gs1.org/01/040123451234AB, CHARSET, digits",
        "https://id.gs1.org/01/04012345123456/10/AAAAAAAAAAAAAAAAAAAAA, LENGTH, 1..20",
        "https://id.gs1.org/01/04012345123456/10/A%C3%84, CHARSET, percent",
        "https://id.gs1.org/about, STRUCTURE, id.gs1.org",
        "urn:epc:id:sgtin:4012345.12345.12, STRUCTURE, 13 digits",
        "urn:epc:id:sgtin:4012345.012345, STRUCTURE, 3 parts",
        "urn:epc:id:sgtin:40.12345012345.1, STRUCTURE, 6..12",
        "urn:epc:id:sgtin:4012345.012345.A#, CHARSET, character",
        "urn:epc:id:sgtin:4012345.012345.%2, CHARSET, escape",
        "urn:epc:id:sscc:4012345.1.2, STRUCTURE, 2 parts",
        "urn:epc:id:foo:4012345.1, SCHEME, foo",
        "urn:epc:id:lgtin:4012345.012345.A, STRUCTURE, lgtin",
        "urn:epc:class:sgtin:4012345.012345.A, STRUCTURE, lgtin",
        "urn:epc:id:bic:csqu3054383, STRUCTURE, match",
        "urn:epc:id:giai:4012345., STRUCTURE, reference",
        "urn:epc:id:giai:4012345, STRUCTURE, reference",
        "urn:epc:id:giai:40.X, STRUCTURE, 6..12",
        "urn:epc:id:grai:4012345.66666.AAAAAAAAAAAAAAAAA, LENGTH, 1..16",
        "urn:epc:id:itip:4012345.012345.1.02.999, STRUCTURE, two digits",
        "urn:epc:po:123, SCHEME, EPC URN",
        "urn:epc:id:sgtin, STRUCTURE, nothing",
        "urn:epc:idpat:sgtin:X.*.*, STRUCTURE, prefix",
        "(10)LOT7, STRUCTURE, primary",
        "(01)(10)A, STRUCTURE, element string",
        "(1)A, STRUCTURE, element string",
        "just a lot, URI, scheme",
        "urn:, URI, follows",
        "http://a b, URI, U+0020",
        "http://a%zz, URI, hexadecimal",
    })
    void namesTheValueTheRuleAndAdviceForAnUnsoundKey(String text, Gs1Rule rule, String word) {
        assertThat(Gs1Parse.of(text)).isInstanceOfSatisfying(Gs1Parse.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo(rule);
            assertThat(invalid.reason()).contains(word);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
        "http://transaction.acme.com/po/12345678",
        "https://example.com/2024/01/report",
        "https://example.com/01/intro",
        "did:web:example.com",
        "geo:47.506694,11.104301",
        "urn:gdst:example.org:product:lot:class:1.2",
        "urn:epc:id:bic:CSQU3054383",
        "urn:epc:id:adi:35962.PQ7VZ4.M37GXB92",
        "urn:epc:id:usdod:CJ783.1234",
        "urn:epc:id:gid:95100000.12345.400",
        "urn:epc:id:imovn:9176187",
        "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
        "urn:epc:idpat:sgtin:0614141.*.*",
        "urn:epc:idpat:sgtin:*.*.*",
    })
    void leavesOtherUrisAsTheyAre(String uri) {
        assertThat(Gs1Parse.of(uri)).isEqualTo(new Gs1Parse.Other(uri));
    }

    @Test
    void verifiesTheCheckPairOfAModelNumber() {
        assertThat(CheckDigits.pair("1987654Ad4X4bL5ttr2310c")).isEqualTo("2K");
        assertThat(key("https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K").type())
                .isEqualTo(KeyType.GMN);
    }

    @Test
    void computesTheCheckDigitOfTheGeneralSpecifications() {
        assertThat(CheckDigits.digit("629104150021")).isEqualTo('3');
        assertThat(CheckDigits.digit("37610425002123456")).isEqualTo('9');
    }

    @Test
    void letsAWrongCheckDigitPassWhereNobodyAsksForIt() {
        assertThat(Gs1Parse.ofUnchecked("https://example.com/01/04012345123457"))
                .isInstanceOf(Gs1Parse.Recognised.class);
        assertThat(Gs1Canonical.orSelf("http://example.com/8003/0401234566666287"))
                .isEqualTo("https://id.gs1.org/8003/0401234566666287");
        assertThat(Gs1Canonical.orSelf("plain")).isEqualTo("plain");
    }

    @Test
    void neverThrowsWhateverTheText() {
        Random random = new Random(7);
        String alphabet = "urn:epc:idclasspatsgtinsscc0123456789./%()*^]https://id.gs1.org/01/10/21/ ?#\u001d\u00e4";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(
                    i % 3 == 0 ? "urn:epc:id:sgtin:" : i % 3 == 1 ? "https://id.gs1.org/01/" : "(01)");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Gs1Parse.of(text.toString())).isNotNull();
        }
        assertThat(Gs1Parse.of("")).isInstanceOf(Gs1Parse.Invalid.class);
    }

    @Test
    void readsItsOwnCanonicalFormToTheSameKey() {
        Random random = new Random(11);
        String serial = "!%&'()*+,-./09:;<=>?AZ_az\"";
        for (int i = 0; i < 5_000; i++) {
            String digits = "%012d".formatted(random.nextLong(1_000_000_000_000L));
            StringBuilder lot = new StringBuilder("(01)0" + digits + CheckDigits.digit("0" + digits) + "(10)A");
            for (int n = random.nextInt(19); n > 0; n--) {
                char c = serial.charAt(random.nextInt(serial.length()));
                lot.append(c == '(' ? '-' : c);
            }
            Gs1Key key = key(lot.toString());
            assertThat(key(key.canonical())).isEqualTo(key);
        }
    }

    /** Every primary key of the dictionary that a Digital Link can carry and an EPC can name is known with its length. */
    @Test
    void agreesWithTheSyntaxDictionaryOnKeysAndTheirLengths() {
        List<String> lines = new String(
                        SharedData.bytes(SharedData.folder("gs1").resolve("gs1-syntax-dictionary.txt")),
                        StandardCharsets.UTF_8)
                .lines()
                .toList();
        for (String code : List.of(
                "00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8013", "8017",
                "8018")) {
            String line = lines.stream()
                    .filter(l -> l.startsWith(code + " "))
                    .findFirst()
                    .orElseThrow();
            Ai ai = Ai.primary(code);
            assertThat(ai).as(code).isNotNull();
            assertThat(line).as(code).contains("dlpkey");
            int most = java.util.regex.Pattern.compile("[NXYZ](?:\\.\\.)?(\\d+)")
                    .matcher(line.substring(0, line.indexOf("dlpkey")))
                    .results()
                    .mapToInt(m -> Integer.parseInt(m.group(1)))
                    .sum();
            assertThat(ai.maxLength()).as(line).isEqualTo(most);
            assertThat(ai.checkAt() > 0)
                    .as(line)
                    .isEqualTo(line.contains("csum,") || line.contains("csum ") || line.contains("csum]"));
        }
    }

    private static Gs1Key key(String text) {
        if (Gs1Parse.of(text) instanceof Gs1Parse.Recognised(Gs1Key key)) {
            return key;
        }
        throw new AssertionError(text + " -> " + Gs1Parse.of(text));
    }
}
