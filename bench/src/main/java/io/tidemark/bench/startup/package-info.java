// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What a start costs where the checkpoint knows very many tables, on embedded servers. */
package io.tidemark.bench.startup;
