// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a {@link MariaDbServer} to tests: one for all of them, started when first asked for, stopped with the JVM. */
public final class MariaDbExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context) {
        return parameter.getParameter().getType() == MariaDbServer.class;
    }

    @Override
    public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(MariaDbExtension.class))
                .getOrComputeIfAbsent(MariaDbServer.class, type -> start(), MariaDbServer.class);
    }

    private static MariaDbServer start() {
        try {
            return MariaDbServer.start();
        } catch (final Exception e) {
            throw new IllegalStateException("the embedded MariaDB does not start", e);
        }
    }
}
