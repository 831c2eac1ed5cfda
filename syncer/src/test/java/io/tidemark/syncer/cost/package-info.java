// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What a row costs on its way: a program to be run by hand, see docs/performance.md. */
package io.tidemark.syncer.cost;
