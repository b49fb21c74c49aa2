package io.casemate.app.control;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where one console keeps everything.
///
/// @param root absolute
public record DataFolder(Path root) {

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /// {@return the folder used when none is named: `$CASEMATE_DATA`, else the platform's own
    /// place}
    public static DataFolder standard(Map<String, String> environment) {
        String named = environment.get("CASEMATE_DATA");
        return new DataFolder(named == null ? platformFolder(environment) : Path.of(named));
    }

    private static Path platformFolder(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            String local = environment.get("LOCALAPPDATA");
            return (local == null ? home : Path.of(local)).resolve("Casemate");
        }
        if (system.contains("mac")) {
            return home.resolve("Library/Application Support/Casemate");
        }
        String shared = environment.get("XDG_DATA_HOME");
        return (shared == null ? home.resolve(".local/share") : Path.of(shared))
                .resolve("casemate");
    }

    public Path ledger() {
        return root.resolve("ledger");
    }

    public Path database() {
        return root.resolve("casemate.mv.db");
    }

    public Path store() {
        return root.resolve("cas");
    }

    public Path golden() {
        return root.resolve("golden");
    }

    public Path captures() {
        return root.resolve("captures");
    }

    public Path quarantine() {
        return root.resolve("quarantine");
    }

    public Path signatures() {
        return root.resolve("signatures");
    }

    public Path jobs() {
        return root.resolve("jobs");
    }

    public Path natives() {
        return root.resolve("native");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    public Path agent() {
        return root.resolve("agent");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path settings() {
        return root.resolve("settings.properties");
    }

    Path ownerLock() {
        return root.resolve("owner.lock");
    }

    Path ownerCard() {
        return root.resolve("owner.json");
    }
}
