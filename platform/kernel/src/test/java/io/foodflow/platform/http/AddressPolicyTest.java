package io.foodflow.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private final AddressPolicy policy = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1.2.3:8080/x",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://192.0.2.7/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::127.0.0.1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:db8::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fd12:3456::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[fd00:ec2::254]/"
            })
    void refusesAddressesThatAreNotOfThePublicInternet(String address) {
        assertThat(policy.refusal(URI.create(address)))
                .get()
                .asString()
                .contains("not an address of the public Internet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1./",
                "http://127.0.0.0x1/",
                "http://1.2.3.04/",
                "http://256.256.256.256/",
                "http://example.0x1/",
                "http://1.2.3.4.5/"
            })
    void refusesHostsThatOtherProgramsMayReadAsAnAddress(String address) {
        assertThat(policy.refusal(URI.create(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "jar:http://example.com!/x",
                "//example.com/",
                "example.com",
                "http:///path",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1%2f@example.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://exam%70le.com/",
                "http://under_score.example/",
                "http://[fe80::1%25eth0]/"
            })
    void refusesWhatIsNoPlainWebAddress(String address) {
        assertThat(policy.refusal(URI.create(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "http://example.com:8080/x?y=z",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/",
                "https://localhost/",
                "https://a-b.example.org./"
            })
    void letsPassWhatCanOnlyBeJudgedWhenResolved(String address) {
        assertThat(policy.refusal(URI.create(address))).isEmpty();
    }

    @Test
    void judgesANameByItsAddress() throws UnknownHostException {
        assertThat(policy.permits("localhost", InetAddress.ofLiteral("127.0.0.1")))
                .isFalse();
        assertThat(policy.permits("inside.example", InetAddress.ofLiteral("10.1.2.3")))
                .isFalse();
        assertThat(policy.permits("outside.example", InetAddress.ofLiteral("9.9.9.9")))
                .isTrue();
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertThat(Networks.isPublic(java.net.Inet6Address.getByAddress("x", mapped, 0)))
                .isFalse();
    }

    @Test
    void permitsTheExceptionsOfTheSettings() {
        var open = new AddressPolicy(List.of("gateway.plant.local", "10.20.0.0/16", "192.168.7.7", "fd00:7::/32"));

        assertThat(open.refusal(URI.create("http://10.20.3.4/"))).isEmpty();
        assertThat(open.refusal(URI.create("http://10.21.3.4/"))).isPresent();
        assertThat(open.refusal(URI.create("http://192.168.7.7/"))).isEmpty();
        assertThat(open.refusal(URI.create("http://192.168.7.8/"))).isPresent();
        assertThat(open.refusal(URI.create("http://[fd00:7::1]/"))).isEmpty();
        assertThat(open.permits("Gateway.Plant.Local", InetAddress.ofLiteral("172.16.0.9")))
                .isTrue();
        assertThat(open.permits("other.plant.local", InetAddress.ofLiteral("172.16.0.9")))
                .isFalse();
    }

    @Test
    void readsNetworks() {
        assertThat(Network.find("10.0.0.0/33")).isEmpty();
        assertThat(Network.find("10.0.0.0/x")).isEmpty();
        assertThat(Network.find("plant.local")).isEmpty();
        assertThatThrownBy(() -> Network.of("10.0.0.0/-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/-1");
    }
}
