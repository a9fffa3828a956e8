package dev.holdfast.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NameHashTest {
  @Test
  void the_published_vectors_come_out() {
    assertThat(NameHash.hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(NameHash.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(NameHash.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
        .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }

  @Test
  void every_length_around_the_blocks_agrees_with_the_JDK() throws NoSuchAlgorithmException {
    for (int length = 0; length < 200; length++) {
      String name = "é😀x€".repeat(length).substring(0, length);
      if (!name.isEmpty() && Character.isHighSurrogate(name.charAt(length - 1))) continue;
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
      assertThat(NameHash.hex(name)).as("length %d", length).isEqualTo(expected);
    }
  }

  @Test
  void a_uuid_is_of_version_8_and_tells_names_apart() {
    UUID one = NameHash.uuid("run\nroot.steps[0]\n1\ncall");
    assertThat(one.version()).isEqualTo(8);
    assertThat(one.variant()).isEqualTo(2);
    assertThat(one).isEqualTo(NameHash.uuid("run\nroot.steps[0]\n1\ncall"));
    assertThat(one).isNotEqualTo(NameHash.uuid("run\nroot.steps[0]\n2\ncall"));
  }

  @Test
  void the_first_bits_of_the_hash_are_those_of_the_uuid() {
    UUID uuid = NameHash.uuid("abc");
    assertThat(uuid.toString()).isEqualTo("ba7816bf-8f01-8fea-8141-40de5dae2223");
  }
}
