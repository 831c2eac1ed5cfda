// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Private keys of the algorithms that servers use. */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /** Version 0 and the algorithm rsaEncryption without parameters, as PKCS#8 begins. */
    private static final byte[] RSA_HEAD = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
    };

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;
    /** The length follows in two bytes: an RSA key has always more than 255 bytes, and never more than 65535. */
    private static final byte TWO_BYTES = (byte) 0x82;

    private PrivateKeys() {}

    /** Reads PKCS#8, which names its algorithm; empty if it can't be read. */
    static Optional<PrivateKey> of(final byte[] pkcs8) {
        for (final String algorithm : ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (final GeneralSecurityException e) {
                // of another algorithm, or damaged: the last one tells
            }
        }
        return Optional.empty();
    }

    /** Puts an RSA key of PKCS#1 into the frame of PKCS#8. */
    static byte[] pkcs8OfRsa(final byte[] pkcs1) {
        final byte[] key = framed(OCTETS, pkcs1);
        return framed(
                SEQUENCE,
                ByteBuffer.allocate(RSA_HEAD.length + key.length)
                        .put(RSA_HEAD)
                        .put(key)
                        .array());
    }

    private static byte[] framed(final byte tag, final byte[] content) {
        return ByteBuffer.allocate(2 + Short.BYTES + content.length)
                .put(tag)
                .put(TWO_BYTES)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    /** Whether one can be checked with the other. */
    static boolean belong(final PrivateKey key, final PublicKey certified) {
        final String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            final Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(RSA_HEAD);
            final byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(RSA_HEAD);
            return signature.verify(signed);
        } catch (final GeneralSecurityException e) {
            return false;
        }
    }
}
