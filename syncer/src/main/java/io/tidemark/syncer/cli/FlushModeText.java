// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.pipeline.FlushMode;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a flush mode. Never to flush is for benchmarks, so operators can't choose it. */
final class FlushModeText implements ITypeConverter<FlushMode> {
    @Override
    public FlushMode convert(final String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "sync" -> FlushMode.SYNC;
            case "async" -> FlushMode.ASYNC;
            default -> throw new TypeConversionException('"' + text + "\" is not sync or async");
        };
    }
}
