// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LocationTextTest {
    private final LocationText text = new LocationText();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mysql-bin.000003:1943; mysql-bin.000003",
                "' mysql-bin.000003:1943 '; mysql-bin.000003",
                "(mysql-bin.000003, 1943); mysql-bin.000003",
                "host.example.bin.1000000:1943; host.example.bin.1000000",
                "bin|000002.000003:1943; bin|000002.000003",
            })
    void readsPositions(final String given, final String file) {
        assertThat(text.convert(given)).isEqualTo(Location.at(new BinlogPosition(file, 1943)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
                "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5:7, 3e11fa47-71ca-11e1-9e33-c80aa9429563:1-3",
                "0-1-100",
                "0-1-100,1-2-7",
            })
    void readsGtidSets(final String given) {
        assertThat(text.convert(given)).isEqualTo(Location.at(BinlogPosition.MIN, GtidSet.parse(given)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "mysql-bin",
                "mysql-bin.000003",
                "mysql-bin:4",
                "mysql-bin.000003:",
                "(a b)",
                ":4",
                "0-1"
            })
    void namesBothFormsIfATextHasNone(final String given) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> text.convert(given))
                .withMessageContainingAll(
                        '"' + given + '"',
                        "mysql-bin.000003:1943",
                        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5",
                        "0-1-100");
    }
}
