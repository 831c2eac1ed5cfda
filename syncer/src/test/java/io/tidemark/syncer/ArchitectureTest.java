// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tidemark.pipeline.router.Routing;

/** What may not enter this module's rooms. */
@AnalyzeClasses(packages = "io.tidemark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.tidemark.syncer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheSourceKnowsTheBinlogClient = noClasses()
            .that()
            .resideOutsideOfPackage("..syncer.source..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.shyiko..");

    @ArchTest
    static final ArchRule onlyDdlKnowsTheGrammar = noClasses()
            .that()
            .resideOutsideOfPackage("..syncer.ddl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.antlr..");

    @ArchTest
    static final ArchRule onlyDemoTortureAndTestsStartServers = noClasses()
            .that()
            .resideOutsideOfPackages("..syncer.embedded..", "..syncer.demo..", "..syncer.torture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.vorburger..", "io.tidemark.syncer.embedded..");

    /** An embedder builds on the same doors as the syncer does; who had a row is for everybody to ask. */
    @ArchTest
    static final ArchRule theSyncerUsesThePipelinesDoor = noClasses()
            .that()
            .resideInAPackage("io.tidemark.syncer..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.tidemark.pipeline.job..",
                            "io.tidemark.pipeline.router..",
                            "io.tidemark.pipeline.causality..",
                            "io.tidemark.pipeline.checkpoint..")
                    .and(not(equivalentTo(Routing.class))));
}
