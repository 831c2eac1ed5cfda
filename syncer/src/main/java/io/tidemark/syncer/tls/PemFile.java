// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import io.tidemark.syncer.failure.OperatorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of PEM blocks. Every fault names the file; no message holds anything of a key. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)\\s*-----END \\1-----", Pattern.DOTALL);
    private static final Base64.Decoder BASE64 = Base64.getMimeDecoder();

    private final Path path;
    private final List<Block> blocks;

    private record Block(String label, String body) {}

    private PemFile(final Path path, final List<Block> blocks) {
        this.path = path;
        this.blocks = blocks;
    }

    /** Reads a file. */
    static PemFile read(final Path path) {
        final String text;
        try {
            text = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (final NoSuchFileException e) {
            throw new OperatorException(path + ": there is no such file", e);
        } catch (final IOException e) {
            throw new OperatorException(path + ": can't be read: " + e, e);
        }
        final List<Block> blocks = new ArrayList<>();
        final Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new OperatorException(
                    path + ": is no PEM file, there is no line -----BEGIN ...----- with its end in it");
        }
        return new PemFile(path, blocks);
    }

    /** All certificates, in the file's order; at least one. */
    List<X509Certificate> certificates() {
        final List<X509Certificate> certificates = new ArrayList<>();
        for (final Block block : blocks) {
            if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new OperatorException(path + ": holds no certificate, only: " + labels());
        }
        return certificates;
    }

    private X509Certificate certificate(final Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(BASE64.decode(block.body)));
        } catch (final CertificateException | IllegalArgumentException e) {
            throw new OperatorException(path + ": holds a certificate that can't be read: " + e.getMessage(), e);
        }
    }

    /** The first private key. */
    PrivateKey privateKey() {
        for (final Block block : blocks) {
            if (block.label.endsWith("PRIVATE KEY")) {
                return privateKey(block);
            }
        }
        throw new OperatorException(path + ": holds no private key, only: " + labels());
    }

    private PrivateKey privateKey(final Block block) {
        if (block.label.startsWith("ENCRYPTED") || block.body.contains("ENCRYPTED")) {
            throw unusable("is encrypted with a pass phrase, which a syncer can't be asked for");
        }
        return switch (block.label) {
            case "PRIVATE KEY" -> decoded(block, false);
            case "RSA PRIVATE KEY" -> decoded(block, true);
            default -> throw unusable("is in the format " + block.label);
        };
    }

    /** Without the decoder's own exception as a cause: it may quote what it could not read. */
    private PrivateKey decoded(final Block block, final boolean pkcs1) {
        final byte[] der;
        try {
            der = BASE64.decode(block.body);
        } catch (final IllegalArgumentException e) {
            throw unusable("is damaged");
        }
        return PrivateKeys.of(pkcs1 ? PrivateKeys.pkcs8OfRsa(der) : der)
                .orElseThrow(() -> unusable("is damaged, or of a kind that this Java does not know"));
    }

    private OperatorException unusable(final String why) {
        return new OperatorException(path + ": the private key in it " + why
                + "; PKCS#8 without a pass phrase is needed: openssl pkcs8 -topk8 -nocrypt -in " + path
                + " -out <file>, in a file that nobody else may read");
    }

    private String labels() {
        return String.join(", ", blocks.stream().map(Block::label).distinct().toList());
    }
}
