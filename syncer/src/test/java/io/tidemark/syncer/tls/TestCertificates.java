// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A CA of our own, made with the JDK's keytool, and the PEM files of those whom it has certified. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final String ca;

    private TestCertificates(final Path directory, final String ca) {
        this.directory = directory;
        this.ca = ca;
    }

    /** Makes a CA; several may live in one directory. */
    public static TestCertificates in(final Path directory, final String ca) {
        final TestCertificates made = new TestCertificates(directory, ca);
        made.generate(ca, "-ext", "bc:c=ca:true");
        made.export(ca);
        return made;
    }

    /** Makes and certifies a key; with subject alternative names if any are given, such as {@code ip:127.0.0.1}. */
    public TestCertificates certify(final String name, final String... alternativeNames) {
        generate(name);
        keytool(name, "-certreq", "-file", file(name + ".csr"));
        final List<String> arguments = new ArrayList<>(
                List.of("-gencert", "-rfc", "-infile", file(name + ".csr"), "-outfile", file(name + ".crt")));
        if (alternativeNames.length > 0) {
            arguments.addAll(List.of("-ext", "san=" + String.join(",", alternativeNames)));
        }
        keytool(ca, arguments.toArray(new String[0]));
        export(name);
        // what was signed replaces what keytool signed by itself
        write(name + ".pem", read(name + ".crt"));
        return this;
    }

    /** The certificate. */
    public Path certificate(final String name) {
        return directory.resolve(name + ".pem");
    }

    /** The private key, in PKCS#8. */
    public Path key(final String name) {
        return directory.resolve(name + ".key");
    }

    private void generate(final String name, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "30", "-dname", "CN=" + name));
        arguments.addAll(Arrays.asList(more));
        keytool(name, arguments.toArray(new String[0]));
    }

    private void export(final String name) {
        try {
            final KeyStore store =
                    KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
            final Key key = store.getKey(name, PASSWORD.toCharArray());
            final Certificate certificate = store.getCertificate(name);
            write(name + ".pem", pem("CERTIFICATE", certificate.getEncoded()));
            write(name + ".key", pem("PRIVATE KEY", key.getEncoded()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes as PEM. */
    static String pem(final String label, final byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private void keytool(final String name, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Xshare:auto"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of(
                "-alias", name, "-keystore", file(name + ".p12"), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String file(final String name) {
        return directory.resolve(name).toString();
    }

    private String read(final String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(final String name, final String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
