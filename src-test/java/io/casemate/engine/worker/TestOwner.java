package io.casemate.engine.worker;

import io.casemate.engine.json.Json;
import io.casemate.engine.units.Bytes;
import java.nio.file.Path;
import java.time.Duration;

/// The main class of a process that has a worker which never ends; prints the worker's id.
public final class TestOwner {

    private TestOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[arguments.length - 1]);
        var limits =
                new Limits(Bytes.mebibytes(64), Bytes.gibibytes(1), Duration.ofMinutes(10), false);
        new JavaWorkers(new JavaCommand(TestWorker.class.getName(), folder), folder)
                .run(
                        new Job("hang", "nothing", folder.resolve("job"), Json.object(), limits),
                        (step, _) -> System.out.println(step));
    }
}
