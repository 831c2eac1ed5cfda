// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** Understands statements that a source logged as text: what to execute downstream, and which tables it is about. */
package io.tidemark.syncer.ddl;
