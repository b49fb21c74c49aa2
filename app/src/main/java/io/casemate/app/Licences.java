package io.casemate.app;

import io.casemate.views.settings.About;
import java.util.List;

/// What the program ships, and under which licence (SPDX).
final class Licences {

    private Licences() {}

    static List<About.Licence> shipped() {
        return List.of(
                new About.Licence("Casemate", "Apache-2.0"),
                new About.Licence("JavaFX", "GPL-2.0-only WITH Classpath-exception-2.0"),
                new About.Licence("AtlantaFX", "MIT"),
                new About.Licence("ControlsFX", "BSD-3-Clause"),
                new About.Licence("TilesFX", "Apache-2.0"),
                new About.Licence("Ikonli", "Apache-2.0"),
                new About.Licence("Feather icons", "MIT"),
                new About.Licence("Inter", "OFL-1.1"),
                new About.Licence("JetBrains Mono", "OFL-1.1"),
                new About.Licence("ONNX Runtime", "MIT"),
                new About.Licence("H2", "MPL-2.0 OR EPL-1.0"),
                new About.Licence("Jackson", "Apache-2.0"),
                new About.Licence("Helidon", "Apache-2.0"),
                new About.Licence("picocli", "Apache-2.0"),
                new About.Licence("HdrHistogram", "BSD-2-Clause"),
                new About.Licence("OSHI", "MIT"),
                new About.Licence("JSpecify", "Apache-2.0"),
                new About.Licence("SLF4J", "MIT"));
    }
}
