// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may not enter this module's rooms. */
@AnalyzeClasses(packages = "io.tidemark.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.tidemark.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheStoreUsesJdbc = noClasses()
            .that()
            .resideOutsideOfPackage("..core.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "com.mysql..");

    @ArchTest
    static final ArchRule coreKnowsNeitherRingNorBinlogClient = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidemark.pipeline..", "io.tidemark.syncer..", "com.lmax..", "com.github.shyiko..");

    @ArchTest
    static final ArchRule onlyTheBoundOfAnOperatorsChangeNeedsAThread = noClasses()
            .that()
            .resideInAPackage("..core.checkpoint..")
            .and()
            .doNotHaveSimpleName("Bounded")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);
}
