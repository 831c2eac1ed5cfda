// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tidemark.core.dump", importOptions = DoNotIncludeTests.class)
class DumpArchitectureTest {
    @ArchTest
    static final ArchRule readingADumpsMetadataNeedsLocationsAndAFileOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tidemark.core.dump",
                    "io.tidemark.core.location",
                    "java.lang..",
                    "java.io",
                    "java.nio..",
                    "java.util..");
}
