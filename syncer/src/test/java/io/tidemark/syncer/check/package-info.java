// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** Tests of what is looked at before a run. */
package io.tidemark.syncer.check;
