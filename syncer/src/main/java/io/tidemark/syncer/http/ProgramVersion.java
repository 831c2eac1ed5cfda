// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote down. */
final class ProgramVersion {
    private ProgramVersion() {}

    static String text() {
        final Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("/io/tidemark/syncer/cli/version.properties")) {
            properties.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException("the program's version could not be read", e);
        }
        return properties.getProperty("version");
    }
}
