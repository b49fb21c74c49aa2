package io.casemate.engine.problem;

import java.util.function.Function;

/// The answer to a command: a refusal is an ordinary answer, not an exception.
///
/// @param <T> what a carried-out command yields
public sealed interface Outcome<T> {

    /// The command was carried out.
    record Done<T>(T value) implements Outcome<T> {}

    /// The command was understood and turned down; nothing changed.
    record Refused<T>(Problem problem) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem);
    }

    /// {@return the outcome of `next` on the value, or this refusal}
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(Problem problem) -> refused(problem);
        };
    }

    /// {@return this outcome with its value changed}
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return then(value -> done(change.apply(value)));
    }
}
