package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oshi.hardware.GraphicsCard;

/// Tells accelerators from what merely draws a screen. Servers have a management controller's
/// display and virtual machines an emulated one, and neither computes anything; so only makers of
/// accelerators count.
final class Accelerators {

    private enum Maker {
        NVIDIA("NVIDIA", "10de"),
        AMD("AMD", "1002"),
        INTEL("Intel", "8086"),
        APPLE("Apple", "106b"),
        QUALCOMM("Qualcomm", "5143");

        private final String shown;
        private final String pciVendor;

        Maker(String shown, String pciVendor) {
            this.shown = shown;
            this.pciVendor = pciVendor;
        }

        private boolean made(GraphicsCard card) {
            String vendor = card.getVendor().toLowerCase(Locale.ROOT);
            return vendor.contains(pciVendor) || vendor.contains(shown.toLowerCase(Locale.ROOT));
        }
    }

    private Accelerators() {}

    /// @param isMemoryTold whether the system tells a card's own memory
    static List<Accelerator> among(List<GraphicsCard> cards, boolean isMemoryTold) {
        return cards.stream().flatMap(card -> accelerator(card, isMemoryTold).stream()).toList();
    }

    private static Optional<Accelerator> accelerator(GraphicsCard card, boolean isMemoryTold) {
        for (Maker maker : Maker.values()) {
            if (maker.made(card)) {
                boolean isKnown = isMemoryTold && card.getVRam() > 0;
                Optional<Bytes> memory =
                        isKnown ? Optional.of(new Bytes(card.getVRam())) : Optional.empty();
                return Optional.of(new Accelerator(maker.shown, card.getName(), memory));
            }
        }
        return Optional.empty();
    }
}
