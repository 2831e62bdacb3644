package io.foodflow.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.StubFoodFlow;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
    private static final String FLOW = """
            {"direction":"forward","mode":"time_respecting","start":{"id":"m","kind":"ingredient","name":"Milk","lot_code":"M1"},
             "summary":{"nodes":1234,"edges":2345,"returned_nodes":4,"returned_edges":4,"truncated":true,"max_depth":2,
               "first_time":"2026-03-01T06:00:00Z","last_time":"2026-03-03T09:30:00Z",
               "by_kind":[{"kind":"production_run","nodes":2},{"kind":"batch","nodes":1}],"elapsed_ms":1.34},
             "nodes":[
               {"id":"m","kind":"ingredient","name":"Milk","lot_code":"M1","depth":0,"arrived_at":null,"parent_edge":null},
               {"id":"r2","kind":"production_run","key":"urn:run:2","depth":1,"parent_edge":"e2"},
               {"id":"r1","kind":"production_run","name":"Churning","depth":1,"parent_edge":"e1","location_name":"Plant 1"},
               {"id":"b","kind":"batch","product_name":"Butter","lot_code":"B7","depth":2,"parent_edge":"e3"}],
             "edges":[
               {"id":"e1","from":"m","to":"r1","kind":"USED_IN","time":"2026-03-01T08:00:00Z","quantity":12.5,"unit":"KGM"},
               {"id":"e2","from":"m","to":"r2","kind":"USED_IN","time":"2026-03-02T08:00:00Z","quantity":1000.0,"unit":null},
               {"id":"e3","from":"r1","to":"b","kind":"PRODUCES","time":"2026-03-01T09:00:00Z"},
               {"id":"e4","from":"r2","to":"b","kind":"PRODUCES","time":"2026-03-02T09:00:00Z"}]}
            """;

    @TempDir
    Path folder;

    private final StubFoodFlow server = new StubFoodFlow();
    private CommandRun run;

    @BeforeEach
    void signIn() {
        run = new CommandRun(folder).signedInTo(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String lastRequest() {
        return server.requests().getLast();
    }

    @Test
    void printsTheFlowAsATreeInTheOrderOfTime() {
        server.next("GET /graph/traceability/forward", 200, FLOW);

        assertThat(run.run("trace", "M1", "--forward")).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        Where it went: ingredient  Milk  lot M1

                        depth  time (UTC)        flow
                            0                    ingredient  Milk  lot M1
                            1  2026-03-01 08:00    -> production run  Churning  at Plant 1  12.5 KGM
                            2  2026-03-01 09:00      -> batch  Butter  lot B7  (+1 more way)
                            1  2026-03-02 08:00    -> production run  urn:run:2  1000

                        1,234 nodes, 2,345 relationships, 2 steps deep; 2026-03-01 06:00 to 2026-03-03 09:30; found in 1.3 ms
                        production run 2, batch 1
                        Only the first 4 nodes are shown; --limit shows more.
                        """);
    }

    @Test
    void saysWhereTheFlowGoesOnOutsideTheSitesOfWhoeverAsks() {
        String cut = FLOW.stripTrailing().replaceFirst("}$", ",\"outside\":%s}");
        server.next(
                "GET /graph/traceability/forward",
                200,
                cut.formatted("[{\"node\":\"b\",\"relationships\":1200},{\"node\":\"r2\",\"relationships\":1}]"));
        server.next("GET /graph/traceability/forward", 200, cut.formatted("[{\"node\":\"b\",\"relationships\":1}]"));
        server.next("GET /graph/traceability/forward", 200, cut.formatted("[]"));

        assertThat(run.run("trace", "M1", "--forward")).isZero();
        assertThat(run.out().lines().toList().getLast())
                .isEqualTo("Goes on outside your sites at 2 nodes, by 1,201 relationships.");
        run.run("trace", "M1", "--forward");
        assertThat(run.out().lines().toList().getLast())
                .isEqualTo("Goes on outside your sites at 1 node, by 1 relationship.");
        run.run("trace", "M1", "--forward");
        assertThat(run.out().lines().toList().getLast()).startsWith("Only the first 4 nodes");
    }

    @Test
    void turnsTheArrowsRoundInABackwardTrace() {
        server.next("GET /graph/traceability/backward", 200, """
                {"direction":"backward","start":{"id":"b","kind":"batch"},"summary":{"nodes":2,"edges":1},
                 "nodes":[{"id":"b","kind":"batch","depth":0},{"id":"m","kind":"ingredient","name":"Milk","depth":1,"parent_edge":"e"}],
                 "edges":[{"id":"e","from":"m","to":"b","kind":"TRANSFERRED_TO"}]}
                """);

        assertThat(run.run("trace", "B7", "--backward", "--depth", "3", "--limit", "9"))
                .isZero();
        assertThat(run.out())
                .contains("Where it came from: batch  b", "    1                      <- ingredient  Milk");
        assertThat(lastRequest()).isEqualTo("GET /graph/traceability/backward?lot=B7&depth=3&limit=9");
    }

    @Test
    void printsTheAnswerAsItIsWhenAskedForJson() {
        server.next("GET /graph/traceability/forward", 200, "{\"direction\":\"forward\",\"new_field\":[1,2]}");

        assertThat(run.run("trace", "M1", "--forward", "--json")).isZero();
        assertThat(run.out()).contains("\"new_field\"");
    }

    @Test
    void asksForALotByWhicheverNameItWasGiven() {
        assertThat(run.run("trace", "urn:epc:class:lgtin:4012345.012345.A/B", "--forward"))
                .isEqualTo(4);
        assertThat(lastRequest()).endsWith("?epc=urn%3Aepc%3Aclass%3Algtin%3A4012345.012345.A%2FB");
        run.run("trace", "https://id.gs1.org/01/04012345123456/10/AB", "--forward");
        assertThat(lastRequest()).contains("?epc=https");
        run.run("trace", "01890000-0000-7000-8000-000000000001", "--forward");
        assertThat(lastRequest()).contains("?node_id=0189");
        run.run("trace", "Lot 7 & 8", "--forward");
        assertThat(lastRequest()).endsWith("?lot=Lot%207%20%26%208");
    }

    @Test
    void saysInOneSentenceThatALotIsUnknown() {
        assertThat(run.run("trace", "X9", "--forward")).isEqualTo(4);
        assertThat(run.err()).isEqualTo("foodflow: no lot 'X9' is known\n");
    }

    @Test
    void listsWhatAnAmbiguousLotCodeMayMean() {
        server.next(
                "GET /graph/traceability/forward",
                409,
                "{\"title\":\"Ambiguous\",\"candidates\":[{\"id\":\"n1\",\"key\":\"k1\",\"name\":\"Milk\"},{\"id\":\"n2\"}]}");

        assertThat(run.run("trace", "L1", "--forward")).isEqualTo(5);
        assertThat(run.err()).contains("  n1  k1  Milk\n", "  n2\n", "'L1' stands for 2 lots");
    }

    @Test
    void wantsExactlyOneDirection() {
        assertThat(run.run("trace", "M1")).isEqualTo(2);
        assertThat(run.run("trace", "M1", "--forward", "--backward")).isEqualTo(2);
        assertThat(run.err()).contains("foodflow help trace").doesNotContain("\tat ");
    }

    @Test
    void refusesADepthThatTheServerWouldRefuse() {
        assertThat(run.run("trace", "M1", "--forward", "--depth", "0")).isEqualTo(2);
        assertThat(run.err()).isEqualTo("foodflow: --depth must be 1..10000, was 0\n");
        assertThat(run.run("trace", "M1", "--forward", "--limit", "5001")).isEqualTo(2);
    }

    @Test
    void printsAChainAsDeepAsTheServerSendsIt() {
        var nodes = new StringBuilder("{\"id\":\"0\",\"kind\":\"batch\",\"depth\":0}");
        var edges = new StringBuilder();
        for (int i = 1; i <= 5_000; i++) {
            nodes.append(",{\"id\":\"%d\",\"kind\":\"batch\",\"depth\":%d,\"parent_edge\":\"e%d\"}".formatted(i, i, i));
            edges.append(i == 1 ? "" : ",")
                    .append("{\"id\":\"e%d\",\"from\":\"%d\",\"to\":\"%d\",\"kind\":\"TRANSFERRED_TO\"}"
                            .formatted(i, i - 1, i));
        }
        server.next(
                "GET /graph/traceability/forward",
                200,
                "{\"direction\":\"forward\",\"start\":{\"id\":\"0\",\"kind\":\"batch\"},\"summary\":{},\"nodes\":["
                        + nodes + "],\"edges\":[" + edges + "]}");

        assertThat(run.run("trace", "chain", "--forward")).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("->"))).hasSize(5_000);
        assertThat(run.out().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThan(120);
    }
}
