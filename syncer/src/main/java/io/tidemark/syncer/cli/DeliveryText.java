// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.Delivery;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a kind of delivery, in the form that the task file has. */
final class DeliveryText implements ITypeConverter<Delivery> {
    @Override
    public Delivery convert(final String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "exactly-once" -> Delivery.EXACTLY_ONCE;
            case "at-least-once" -> Delivery.AT_LEAST_ONCE;
            default -> throw new TypeConversionException('"' + text + "\" is not exactly-once or at-least-once");
        };
    }
}
