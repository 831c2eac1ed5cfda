// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C: the first ends the process by its shutdown hooks, as it would anyway; the second ends it at once,
 * which Java by itself, once it is shutting down, does not.
 *
 * <p>Signals are in the JDK's module {@code jdk.unsupported}, which the compiler warns of and a JVM may lack: so it is
 * found by reflection, and without it there is no second signal.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    /** A process that a signal ended has an exit code of its number and this. */
    private static final int SIGNALLED = 128;

    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Takes the signals; any time, once. */
    static void take() {
        final StopSignals signals = new StopSignals();
        try {
            signals.handle("TERM");
            signals.handle("INT");
        } catch (final InvocationTargetException e) {
            // such as -Xrs, by which the operator keeps the JVM's hands off signals
            LOG.debug("this JVM does not hand out signals: {}", e.getCause().getMessage());
        } catch (final ReflectiveOperationException e) {
            LOG.debug("this JVM has no signals to hand out: {}", e.getMessage());
        }
    }

    private void handle(final String name) throws ReflectiveOperationException {
        final Class<?> signal = Class.forName("sun.misc.Signal");
        final Class<?> handler = Class.forName("sun.misc.SignalHandler");
        final Object proxy = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    received(arguments[0]);
                    return null;
                });
        final Object term = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, term, proxy);
    }

    /** On a thread of its own for each signal. */
    private void received(final Object signal) throws ReflectiveOperationException {
        final int code =
                SIGNALLED + (int) signal.getClass().getMethod("getNumber").invoke(signal);
        if (stopping.compareAndSet(false, true)) {
            System.exit(code);
        }
        LOG.warn("told to stop a second time: ending at once, the next run goes on where this one stood");
        Runtime.getRuntime().halt(code);
    }
}
