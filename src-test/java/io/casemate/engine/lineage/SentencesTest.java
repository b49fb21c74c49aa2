package io.casemate.engine.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    StagePassed | {"source":"cat","stage":"EXTERNAL_DATA"} | cat passed the external data stage of the airlock
                    StageRefused | {"source":"cat","stage":"SIZE","code":"AL-801"} | cat was refused by the airlock in the size stage: AL-801
                    CopyDiscarded | {"source":"cat.onnx","bytes":3} | The interrupted copy of cat.onnx was deleted from quarantine
                    QuarantinePurged | {"source":"cat","code":"AL-104"} | cat, refused with AL-104, was purged from quarantine
                    IdentityTrusted | {"name":"ACME"} | ACME is trusted to sign models
                    IdentityRemoved | {"name":"ACME"} | ACME is trusted no longer
                    ProvenancePolicyChosen | {"policy":"REQUIRED"} | Signatures of models on import are required
                    RevisionSigned | {"revision":"r","fingerprint":"f"} | Revision r was signed with the key f
                    SomethingNew | {"a":"b"} | SomethingNew
                    """)
    void saysWhatAnEntryMeans(String action, String body, String sentence) {
        var entry =
                new LedgerEntry(
                        0,
                        Instant.EPOCH,
                        "operator",
                        action,
                        "subject",
                        Json.mapper().readTree(body).asObject(),
                        Digest.of(new byte[0]));

        assertEquals(sentence, new Sentences().of(entry));
    }
}
