// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import static io.tidemark.syncer.tls.TestCertificates.pem;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever file is given, it is used, or the error names it and what is wrong, and nothing of a key. */
class TlsSettingsTest {
    /** Where PKCS#1 begins inside PKCS#8, for a key of 2048 bits. */
    private static final int PKCS1_AT = 26;

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void make() {
        certificates = TestCertificates.in(directory, "ca").certify("client");
    }

    private static void check(final Path ca, final Path certificate, final Path key) {
        new TlsSettings(
                        TlsMode.VERIFY_CA,
                        Optional.ofNullable(ca),
                        Optional.ofNullable(certificate),
                        Optional.ofNullable(key))
                .check();
    }

    private static Path file(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static byte[] keyBytes() throws IOException {
        final String text = Files.readString(certificates.key("client"));
        return Base64.getMimeDecoder().decode(text.replaceAll("-----.*-----", ""));
    }

    private static ThrowableAssertAlternative<OperatorException> refused(final Path certificate, final Path key)
            throws IOException {
        final String secret = Base64.getEncoder().encodeToString(keyBytes()).substring(60, 100);
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> check(null, certificate, key))
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        org.assertj.core.api.Assertions.assertThat(String.valueOf(cause.getMessage()))
                                .doesNotContain(secret);
                    }
                });
    }

    @Test
    void takesPkcs8AndPkcs1() throws IOException {
        final byte[] pkcs8 = keyBytes();
        final Path pkcs1 =
                file("client.rsa", pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS1_AT, pkcs8.length)));

        assertThatCode(() -> check(null, certificates.certificate("client"), certificates.key("client")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(null, certificates.certificate("client"), pkcs1))
                .doesNotThrowAnyException();
    }

    @Test
    void takesTextAroundTheBlocksAndSeveralCas() throws IOException {
        final String ca = Files.readString(certificates.certificate("ca"));

        assertThatCode(() -> check(
                        file("two.pem", "Our CA\r\n" + ca.replace("\n", "\r\n") + "and again\n" + ca), null, null))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnEncryptedKeyAndSaysHowToDecryptIt() throws IOException {
        refused(certificates.certificate("client"), file("pbes.key", pem("ENCRYPTED PRIVATE KEY", keyBytes())))
                .withMessageContainingAll(
                        "pbes.key: the private key in it is encrypted", "openssl pkcs8 -topk8 -nocrypt");
        refused(
                        certificates.certificate("client"),
                        file(
                                "old.key",
                                pem("RSA PRIVATE KEY", keyBytes())
                                        .replaceFirst(
                                                "\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n\n")))
                .withMessageContaining("old.key: the private key in it is encrypted");
    }

    @Test
    void refusesKeysThatItCantRead() throws IOException {
        refused(certificates.certificate("client"), file("ec.key", pem("EC PRIVATE KEY", keyBytes())))
                .withMessageContaining("ec.key: the private key in it is in the format EC PRIVATE KEY; PKCS#8");
        refused(certificates.certificate("client"), file("cut.key", pem("PRIVATE KEY", Arrays.copyOf(keyBytes(), 300))))
                .withMessageContaining("cut.key: the private key in it is damaged");
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws IOException {
        refused(certificates.certificate("client"), certificates.key("ca"))
                .withMessageContainingAll("ca.key: is not the key of the first certificate in", "client.pem");
    }

    @Test
    void refusesFilesThatHoldSomethingElse() throws IOException {
        refused(certificates.key("client"), certificates.key("client"))
                .withMessageContaining("client.key: holds no certificate, only: PRIVATE KEY");
        refused(certificates.certificate("client"), certificates.certificate("client"))
                .withMessageContaining("client.pem: holds no private key, only: CERTIFICATE");
        refused(file("empty.pem", ""), certificates.key("client")).withMessageContaining("empty.pem: is no PEM file");
        refused(directory.resolve("gone.pem"), certificates.key("client"))
                .withMessageContaining("gone.pem: there is no such file");
        refused(directory, certificates.key("client")).withMessageContaining("can't be read");
        refused(file("bad.pem", pem("CERTIFICATE", keyBytes())), certificates.key("client"))
                .withMessageContaining("bad.pem: holds a certificate that can't be read");
    }
}
