package io.casemate.app.cli;

import io.casemate.app.control.DataFolder;
import java.nio.file.Path;

/// What the program can be, besides a verb that asks and ends. Each call returns an exit code when
/// the program has ended.
public interface Programs {

    /// Opens the window and stays until it is closed.
    int console(DataFolder folder, Terminal terminal);

    /// Stays without a window until it is told to end.
    int serve(DataFolder folder, Terminal terminal, boolean json);

    /// Serves models as ordered over standard input.
    int agent(AgentOptions options);

    /// Does the main job once without a display, and leaves pictures.
    int tour(Path output, Terminal terminal);

    /// @param port to listen on; 0 is any
    record AgentOptions(Path folder, int port) {}
}
