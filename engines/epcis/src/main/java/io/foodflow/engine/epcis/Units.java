package io.foodflow.engine.epcis;

import java.util.HashSet;
import java.util.Set;

/**
 * The codes for units of measure that EPCIS takes: UN/CEFACT Recommendation 20 (common codes), and the packages of
 * Recommendation 21 as Recommendation 20 lists them, with a leading X. Families of codes are written as ranges:
 * {@code A10-A24} stands for A10, A11, ... A24.
 */
public final class Units {

    private static final String REC_20 =
            "10 11 13-15 20-25 27 28 33-35 37 38 40 41 56-61 74 77 80 81 85 87 89 91 1I 2A-2C 2G-2N 2P-2R 2U 2X-2Z 3B 3C"
                    + " 4C 4G 4H 4K-4R 4T 4U 4W 4X 5A 5B 5E 5J A10-A24 A26-A45 A47-A49 A53-A56 A59 A68-A71 A73-A76"
                    + " A84-A91 A93-A99 A2-A9 AA AB ACR ACT AD AE AH-AL AMH AMP ANN APZ AQ AS ASM ASU ATM AWG AY AZ"
                    + " B10-B35 B41-B50 B52-B60 B61-B64 B66-B99 B1 B3 B4 B7 B8 BAR BB BFT BHP BIL BLD BLL BP BPM BQL"
                    + " BTU BUA BUI C10-C76 C78-C97 C99 C0 C3 C7-C9 CCT CDL CEL CEN CG CGM CKG CLF CLT CMK CMQ CMT CNP"
                    + " CNT COU CTG CTM CTN CUR CWA CWI D03 D04 D10-D13 D15-D27 D29-D34 D36 D41-D63 D65 D68 D69 D73"
                    + " D74 D77 D78 D80-D83 D85-D89 D91 D93-D95 D1 D2 D5 D6 DAA DAD DAY DB DD DEC DG DJ DLT DMA DMK DMO"
                    + " DMQ DMT DN DPC DPR DPT DRA DRI DRL DT DTN DWT DZN DZP E01 E07-E10 E12 E14-E23 E25 E27 E28"
                    + " E30-E99 E4 EA EB EQ F01-F08 F10-F99 FAH FAR FBM FC FF FH FIT FL FOT FP FR FS FTK FTQ G01 G04-G06"
                    + " G08-G21 G23-G99 G2 G3 GB GBQ GDW GE GF GFI GGR GIA GIC GII GIP GJ GL GLD GLI GLL GM GO GP GQ"
                    + " GRM GRN GRO GV GWH H03-H16 H18-H77 H79-H85 H87-H96 H98 H99 HA HAD HBA HBX HC HDW HEA HGM HH HIU"
                    + " HKM HLT HM HMQ HMT HPA HTZ HUR HWE IA IE INH INK INQ ISD IU IUG IV J10 J12-J36 J38-J76 J78 J79"
                    + " J81-J85 J87 J90-J93 J95-J99 J2 JE JK JM JNT JOU JPS JWL K10-K23 K26-K28 K30-K43 K45-K55 K58-K71"
                    + " K73-K99 K1-K3 K6 KA KAT KB KBA KCC KDW KEL KGM KGS KHY KHZ KI KIC KIP KJ KJO KL KLK KLX KMA KMH"
                    + " KMK KMQ KMT KNI KNM KNS KNT KO KPA KPH KPO KPP KR KSD KSH KT KTN KUR KVA KVR KVT KW KWH KWN KWO"
                    + " KWS KWT KWY KX L10-L21 L23-L60 L63-L96 L98 L99 L2 LA LAC LBR LBT LD LEF LF LH LK LM LN LO LP LPA"
                    + " LR LS LTN LTR LUB LUM LUX LY M10-M27 M29-M53 M55-M99 M1 M4 M5 M7 M9 MAH MAL MAM MAR MAW MBE MBF"
                    + " MBR MC MCU MD MGM MHZ MIK MIL MIN MIO MIU MKD MKM MKW MLD MLT MMK MMQ MMT MND MNJ MON MPA MQD"
                    + " MQH MQM MQS MQW MRD MRM MRW MSK MTK MTQ MTR MTS MTZ MVA MWH N10-N99 N1 N3 NA NAR NCL NEW NF NIL"
                    + " NIU NL NM3 NMI NMP NPT NT NTU NU NX OA ODE ODG ODK ODM OHM ON ONZ OPM OT OZA OZI P10-P99 P1 P2"
                    + " P5 PAL PD PFL PGL PI PLA PO PQ PR PS PTD PTI PTL PTN Q10-Q44 Q3 QA QAN QB QR QTD QTI QTL QTR R1"
                    + " R9 RH RM ROM RP RPM RPS RT S3 S4 SAN SCO SCR SEC SET SG SIE SM3 SMI SQ SQR SR STC STI STK STL"
                    + " STN STW SW SX SYR T0 T3 TAH TAN TI TIC TIP TKM TMS TNE TP TPI TPR TQD TRL TST TTS U1 U2 UB UC VA"
                    + " VLT VP W2 WA WB WCD WE WEB WEE WG WHR WM WSD WTT X1 YDK YDQ YRD Z11 ZP ZZ X43 X44";

    /** Package words that Recommendation 20 has withdrawn in favour of Recommendation 21, still met in practice. */
    private static final Set<String> WITHDRAWN = Set.of(
            "AM", "BA", "BD", "BE", "BG", "BJ", "BO", "BR", "BT", "BX", "CA", "CH", "CQ", "CR", "CS", "CT", "CY", "D97",
            "DC", "DR", "EV", "JG", "JR", "KG", "PA", "PC", "PF", "PG", "PK", "PL", "PU", "RD", "RL", "RO", "SA", "SH",
            "SO", "SP", "ST", "TB", "TN", "TU", "VI", "Z2", "Z3");

    private static final Set<String> CODES = expand();

    private Units() {}

    /** Whether {@code code} is in use: a common code of Recommendation 20, or X with a package of Recommendation 21. */
    public static boolean isKnown(String code) {
        return CODES.contains(code) || isPackage(code);
    }

    /** Whether {@code code} once stood for a package and is understood, though withdrawn. */
    public static boolean isWithdrawn(String code) {
        return WITHDRAWN.contains(code);
    }

    private static boolean isPackage(String code) {
        return code.length() == 3
                && code.charAt(0) == 'X'
                && Character.isLetterOrDigit(code.charAt(1))
                && Character.isLetterOrDigit(code.charAt(2))
                && code.equals(code.toUpperCase(java.util.Locale.ROOT));
    }

    private static Set<String> expand() {
        Set<String> codes = new HashSet<>();
        for (String entry : REC_20.split(" ", -1)) {
            int dash = entry.indexOf('-');
            if (dash < 0) {
                codes.add(entry);
            } else {
                expand(codes, entry.substring(0, dash), entry.substring(dash + 1));
            }
        }
        return Set.copyOf(codes);
    }

    /** Counts up the digits that end the code, or its last letter. */
    private static void expand(Set<String> codes, String first, String last) {
        char end = first.charAt(first.length() - 1);
        if (Character.isLetter(end)) {
            String stem = first.substring(0, first.length() - 1);
            for (char c = end; c <= last.charAt(last.length() - 1); c++) {
                codes.add(stem + c);
            }
            return;
        }
        int stem = Character.isLetter(first.charAt(0)) ? 1 : 0;
        int width = first.length() - stem;
        int from = Integer.parseInt(first.substring(stem));
        int to = Integer.parseInt(last.substring(stem));
        for (int n = from; n <= to; n++) {
            String digits = Integer.toString(n);
            codes.add(first.substring(0, stem) + "0".repeat(Math.max(0, width - digits.length())) + digits);
        }
    }
}
