// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** A real MySQL 8 for tests, which the profile {@code mysql} fetches; see docs/proof.md. */
package io.tidemark.syncer.mysql;
