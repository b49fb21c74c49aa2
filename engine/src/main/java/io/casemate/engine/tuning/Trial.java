package io.casemate.engine.tuning;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What became of one setting.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Trial.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Trial.Differs.class, name = "differs"),
    @JsonSubTypes.Type(value = Trial.Failed.class, name = "failed")
})
public sealed interface Trial {

    Setting setting();

    /// Its answers are those of the standard settings.
    record Measured(Setting setting, Comparison comparison) implements Trial {}

    /// It answers otherwise, beyond what rounding and the model's own noise explain.
    ///
    /// @param difference such as `output 'y' by 0.021 of its largest value`
    record Differs(Setting setting, String difference) implements Trial {}

    /// It did not run, or its worker died of it.
    ///
    /// @param code of the problem
    record Failed(Setting setting, String code, String why) implements Trial {}
}
