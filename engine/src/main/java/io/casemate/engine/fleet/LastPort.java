package io.casemate.engine.fleet;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// The port that this machine's agent last answered on, kept so that clients find it again after a
/// restart.
final class LastPort {
    private static final System.Logger LOG = System.getLogger(LastPort.class.getName());
    private static final int MAX_PORT = 65_535;

    private final Path file;
    private int last;

    LastPort(Path file) {
        this.file = file;
        last = read(file);
    }

    /// {@return the last port; 0 if there was none}
    int port() {
        return last;
    }

    void remember(int port) {
        if (port == last) {
            return;
        }
        last = port;
        try {
            Files.writeString(file, Integer.toString(port));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The agent's port was not kept for the next start.", e);
        }
    }

    /// {@return whether an agent could listen on the last port now}
    boolean isFree() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), last));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// A file that is missing or holds no port means that there was none.
    private static int read(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file).strip() : "0";
            int port = Integer.parseInt(text);
            return port > 0 && port <= MAX_PORT ? port : 0;
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.WARNING, "The agent's last port cannot be read from " + file + ".", e);
            return 0;
        }
    }
}
