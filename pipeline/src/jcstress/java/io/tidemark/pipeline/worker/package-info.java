// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What threads share, tried under the memory model by jcstress; two actors a test, so that two cores are enough. */
package io.tidemark.pipeline.worker;
