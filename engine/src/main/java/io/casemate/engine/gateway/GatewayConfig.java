package io.casemate.engine.gateway;

import io.casemate.engine.units.Bytes;

/// Where the door opens and what it lets through.
///
/// @param port on the loopback address; 0 is any free one
/// @param largestBody of one request
public record GatewayConfig(int port, Bytes largestBody) {
    private static final Bytes LARGEST_BODY = Bytes.mebibytes(64);

    public GatewayConfig {
        if (largestBody.count() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("largestBody is 2 GiB or more: " + largestBody);
        }
    }

    public static GatewayConfig onPort(int port) {
        return new GatewayConfig(port, LARGEST_BODY);
    }
}
