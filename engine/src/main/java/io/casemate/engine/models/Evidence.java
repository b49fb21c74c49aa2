package io.casemate.engine.models;

/// What speaks for a step from one stage to the next.
///
/// @param statement in words, such as `approved by ada, single operator`
public record Evidence(Kind kind, String statement) {

    /// What a policy can ask for.
    public enum Kind {
        INSPECTION("the airlock's static checks"),
        TRIAL_RUN("a trial run in a worker"),
        APPROVER("a person who approves"),
        SECOND_PERSON("a second person who approves"),
        REASON("a reason in words"),
        DEPLOYMENT("a deployment"),
        NOT_DEPLOYED("that no deployment uses it");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// {@return what is asked for, as it reads after "needs"}
        public String words() {
            return words;
        }
    }
}
