// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may not enter this module's rooms. */
@AnalyzeClasses(packages = "io.tidemark.pipeline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.tidemark.pipeline.(*)..").should().beFreeOfCycles();

    /** No SQL, no JDBC, no binlog client, and nothing that an embedder would not want. */
    @ArchTest
    static final ArchRule pipelineKnowsCoreAndTheRingOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tidemark.pipeline..",
                    "io.tidemark.core.checkpoint..",
                    "io.tidemark.core.location..",
                    "io.tidemark.core.schema..",
                    "io.tidemark.core.store..",
                    "com.lmax.disruptor..",
                    "org.agrona..",
                    "org.HdrHistogram..",
                    "org.slf4j..",
                    "java.lang..",
                    "java.time..",
                    "java.util..");

    @ArchTest
    static final ArchRule nothingBehindTheDoorKnowsTheDoor = classes()
            .that()
            .resideInAPackage("io.tidemark.pipeline")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("io.tidemark.pipeline");
}
