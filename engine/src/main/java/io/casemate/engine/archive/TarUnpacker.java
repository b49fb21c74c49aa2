package io.casemate.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Unpacks a tar stream: ustar, pax records, GNU long names. Confined to one thread.
final class TarUnpacker {
    private static final int MAX_RECORDS = 64 << 10;
    private static final int MAX_TRAILING = 64 << 10;

    private final InputStream in;
    private final Destination destination;
    private final Destination.Guard guard;

    /// What the records before an entry say about it.
    private Optional<byte[]> longName = Optional.empty();

    private Optional<Long> longSize = Optional.empty();

    TarUnpacker(InputStream in, Destination destination, Destination.Guard guard) {
        this.in = in;
        this.destination = destination;
        this.guard = guard;
    }

    void run() throws IOException, InterruptedException {
        for (byte[] block = block(); !isZero(block); block = block()) {
            entry(TarHeader.parse(block));
        }
        if (longName.isPresent() || longSize.isPresent()) {
            throw Archives.damaged("Its last record describes no entry.");
        }
        checkTrailing();
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length < TarHeader.BLOCK) {
            throw Archives.damaged("It is cut off: the mark of its end is missing.");
        }
        return block;
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /// Zeros may follow without end; other bytes are not hidden there.
    private void checkTrailing() throws IOException, InterruptedException {
        long odd = 0;
        byte[] piece = new byte[MAX_TRAILING];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the unpacking was cancelled");
            }
            for (int i = 0; i < read; i++) {
                odd += piece[i] == 0 ? 0 : 1;
            }
            if (odd > MAX_TRAILING) {
                throw Archives.disagreeing(
                        "More than %d bytes follow its end.".formatted(MAX_TRAILING));
            }
        }
    }

    private void entry(TarHeader header) throws IOException, InterruptedException {
        switch (header.type()) {
            case 'x', 'g' -> readPax(records(header), header.type() == 'g');
            case 'L' -> longName = Optional.of(withoutNul(records(header)));
            case '0', '7', '5' -> unpack(header);
            case '1', '2', '3', '4', '6', 'K' -> throw link(header);
            default ->
                    throw ArchiveProblem.UNSUPPORTED.refusal(
                            "The archive was not unpacked.",
                            "It has an entry of the type '%s'."
                                    .formatted(Names.printable("" + header.type())),
                            "Pack plain files and folders only.");
        }
    }

    private static ArchiveRefusal link(TarHeader header) {
        String name = new String(header.rawName(), StandardCharsets.UTF_8);
        return ArchiveProblem.LINK.refusal(
                "The archive was not unpacked.",
                "Entry '%s' is a link or device.".formatted(Names.printable(name)),
                "Pack the files themselves.");
    }

    private byte[] records(TarHeader header) throws IOException {
        if (header.size() > MAX_RECORDS) {
            throw Archives.damaged(
                    "A record before an entry has %d bytes (limit %d)."
                            .formatted(header.size(), MAX_RECORDS));
        }
        byte[] records = in.readNBytes((int) header.size());
        if (records.length < header.size()) {
            throw Archives.damaged("It is cut off within a record.");
        }
        skipPadding(header.size());
        destination.nextEntry();
        return records;
    }

    private static byte[] withoutNul(byte[] name) {
        return TarHeader.text(name, 0, name.length);
    }

    /// Records of the form `length key=value\n` (POSIX pax, "pax Extended Header").
    private void readPax(byte[] records, boolean isGlobal) {
        String text = new String(records, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length() && text.charAt(at) != 0) {
            int space = text.indexOf(' ', at);
            int length = space < 0 ? 0 : length(text.substring(at, space));
            if (space < 0 || length <= space - at + 1 || length > text.length() - at) {
                throw Archives.damaged("A pax record has no sound length.");
            }
            String record = text.substring(space + 1, at + length - 1);
            take(record, isGlobal);
            at += length;
        }
    }

    private static int length(String digits) {
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
    }

    private void take(String record, boolean isGlobal) {
        int equals = record.indexOf('=');
        String key = equals < 0 ? record : record.substring(0, equals);
        String value = record.substring(equals + 1);
        boolean isSparse = key.startsWith("GNU.sparse.");
        boolean isPlace = key.equals("path") || key.equals("size") || key.equals("linkpath");
        if (isSparse || isGlobal && isPlace) {
            throw ArchiveProblem.UNSUPPORTED.refusal(
                    "The archive was not unpacked.",
                    "It has the pax record '%s'.".formatted(Names.printable(key)),
                    "Pack it again without sparse files and global names.");
        }
        if (key.equals("path")) {
            longName = Optional.of(value.getBytes(StandardCharsets.ISO_8859_1));
        } else if (key.equals("size")) {
            if (!value.matches("[0-9]{1,17}")) {
                throw Archives.damaged("A pax record has a size that is no number.");
            }
            longSize = Optional.of(Long.parseLong(value));
        }
    }

    private void unpack(TarHeader header) throws IOException, InterruptedException {
        int number = destination.nextEntry();
        String name = Names.decode(longName.orElse(header.rawName()), number);
        long size = longSize.orElse(header.size());
        longName = Optional.empty();
        longSize = Optional.empty();
        boolean isFolder = header.type() == '5' || name.endsWith("/");
        Optional<EntryPath> path = EntryPath.of(name, number);
        if (isFolder || path.isEmpty()) {
            if (size != 0) {
                throw Archives.disagreeing(
                        "Folder '%s' has content.".formatted(Names.printable(name)));
            }
            if (path.isPresent()) {
                destination.makeFolder(path.get());
            }
            return;
        }
        var content = new Content(size);
        destination.write(path.get(), content, guard);
        skipPadding(size);
    }

    private void skipPadding(long size) throws IOException {
        int padding = (int) (-size & TarHeader.BLOCK - 1);
        if (in.readNBytes(padding).length < padding) {
            throw Archives.damaged("It is cut off after an entry.");
        }
    }

    /// The content of one entry.
    private final class Content extends InputStream {
        private long left;

        private Content(long size) {
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw Archives.damaged("It is cut off: %d bytes are missing.".formatted(left));
            }
            left -= read;
            return read;
        }
    }
}
