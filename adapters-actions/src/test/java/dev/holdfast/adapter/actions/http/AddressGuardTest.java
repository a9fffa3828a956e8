package dev.holdfast.adapter.actions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:1::1",
        "2001:db8::1"
      })
  void addresses_inside_are_inside(String address) throws UnknownHostException {
    assertThat(AddressGuard.inside(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::1.1.1.1",
        "2002:101:101::"
      })
  void addresses_outside_are_outside(String address) throws UnknownHostException {
    assertThat(AddressGuard.inside(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void a_name_with_one_address_inside_is_refused() {
    AddressGuard guard = new AddressGuard(false, names("1.1.1.1", "10.0.0.7"));
    assertThatThrownBy(() -> guard.resolve("mixed.example"))
        .isInstanceOf(AddressGuard.AddressRefused.class)
        .hasMessageContaining("mixed.example");
  }

  @Test
  void a_name_outside_is_resolved() throws UnknownHostException {
    assertThat(new AddressGuard(false, names("1.1.1.1")).resolve("one.example")).hasSize(1);
  }

  @Test
  void private_addresses_pass_where_the_installation_allows_them() throws UnknownHostException {
    assertThat(new AddressGuard(true, names("10.0.0.7")).resolve("inside.example")).hasSize(1);
  }

  private static DnsResolver names(String... addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) all[i] = InetAddress.getByName(addresses[i]);
        return all;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
