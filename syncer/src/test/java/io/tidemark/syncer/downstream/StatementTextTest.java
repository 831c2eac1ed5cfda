// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTextTest {
    private static final String MANY = "plain ".repeat(50);

    private final StatementText text = new StatementText();

    @Test
    void writesFewBytesAsDigitsWhateverTheyAre() {
        text.addAscii(bytes("Az~"))
                .addValue(bytes("Az~"))
                .addValue(new byte[] {0, -1})
                .addValue(new byte[0]);
        assertThat(text).hasToString("x'417A7E'x'417A7E'x'00FF'x''");
    }

    @Test
    void writesManyPlainBytesInQuotes() {
        text.addAscii(bytes(MANY)).addValue(bytes(MANY));
        assertThat(text).hasToString('\'' + MANY + "'_binary'" + MANY + '\'');
    }

    @Test
    void writesManyBytesAsDigitsIfOneIsNotPlain() {
        for (final String one : new String[] {"'", "\\", "\n", "ä"}) {
            text.clear();
            text.addAscii(bytes(MANY + one));
            assertThat(text.toString()).startsWith("x'706C61696E20").hasSize(3 + 2 * bytes(MANY + one).length);
        }
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(UTF_8);
    }
}
