package io.casemate.engine.worker;

import io.casemate.engine.units.Digest;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// The class-data archive that lets workers start faster. The first worker leaves it behind when it
/// ends; later ones map it. It is named after this very class path and Java, so that a changed
/// installation makes its own.
final class ClassArchive {
    private static final System.Logger LOG = System.getLogger(ClassArchive.class.getName());
    private static final int TRAINING_SECONDS = 20;

    private final Path archive;
    private final boolean isPossible;
    private final AtomicBoolean isTraining = new AtomicBoolean();

    ClassArchive(Path cache) {
        String classPath = System.getProperty("java.class.path");
        List<String> entries = List.of(classPath.split(File.pathSeparator));
        // The JVM archives classes of jars only.
        isPossible = entries.stream().allMatch(entry -> entry.endsWith(".jar"));
        String identity =
                System.getProperty("java.vm.version") + "\n" + classPath + "\n" + times(entries);
        byte[] bytes = identity.getBytes(StandardCharsets.UTF_8);
        archive = cache.resolve("worker-" + Digest.of(bytes).abbreviated() + ".jsa");
    }

    private static String times(List<String> entries) {
        return Stream.concat(Stream.of(""), entries.stream())
                .map(entry -> Long.toString(new File(entry).lastModified()))
                .toList()
                .toString();
    }

    /// One worker's use of the archive.
    ///
    /// @param options for its JVM
    /// @param trains whether it leaves the archive behind when it ends
    record Use(List<String> options, boolean trains) {}

    Use use() {
        if (Files.exists(archive)) {
            return new Use(List.of("-XX:SharedArchiveFile=" + archive), false);
        }
        if (isPossible && isTraining.compareAndSet(false, true)) {
            return new Use(List.of("-XX:ArchiveClassesAtExit=" + partial()), true);
        }
        return new Use(List.of(), false);
    }

    private Path partial() {
        return archive.resolveSibling(archive.getFileName() + ".part");
    }

    /// Waits for a training worker to write the archive, and puts it in its place.
    void keep(Process process) {
        try {
            if (process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && Files.exists(partial())) {
                Files.move(partial(), archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Workers start without a class archive.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Lets another worker train, if this one did and has ended, whether or not it left an archive.
    void giveUp(Use use) {
        if (use.trains()) {
            isTraining.set(false);
        }
    }
}
