// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** What MySQL says to a repeated DDL. */
class DdlExecutorMysqlIT extends DdlExecutorIT {}
