package io.casemate.engine.bom;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Content;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.units.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cyclonedx.model.Ancestors;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.Pedigree;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.component.modelCard.InputOutputParameter;
import org.cyclonedx.model.component.modelCard.ModelParameters;
import org.cyclonedx.model.component.modelCard.PerformanceMetric;
import org.cyclonedx.model.component.modelCard.QuantitativeAnalysis;

/// A revision as a component of type `machine-learning-model`, with a component of type `file` in
/// it for each of its files. What is not known is `NOASSERTION`.
///
/// @param content the files by their digests; empty when the store has lost them
record ModelComponent(Revision revision, Registry registry, Content content) {
    private static final String UNKNOWN = "NOASSERTION";
    private static final String OWN_LICENCE = "LicenseRef-";

    Component full() {
        ModelCard card = registry.card(revision.model());
        Component component = identity(revision);
        if (content.files().size() > 1) {
            component.setHashes(null); // the revision's digest is of a list, not of any file
        }
        content.files().forEach((path, digest) -> component.addComponent(file(path, digest)));
        component.setDescription(card.purpose().orElse(UNKNOWN));
        var supplier = new OrganizationalEntity();
        supplier.setName(card.supplier().orElse(UNKNOWN));
        component.setSupplier(supplier);
        component.setLicenses(licence(card));
        component.setModelCard(modelCard());
        properties(card).forEach(component::addProperty);
        if (revision.origin()
                instanceof Origin.Quantized(RevisionId parent, QuantizationCard made)) {
            component.setPedigree(pedigree(parent, made));
        }
        return component;
    }

    private static Component identity(Revision revision) {
        var component = new Component();
        component.setType(Component.Type.MACHINE_LEARNING_MODEL);
        component.setBomRef(revision.id().toString());
        component.setName(revision.model().text());
        component.setVersion(revision.id().toString());
        component.setHashes(
                List.of(new Hash(Hash.Algorithm.SHA_256, revision.id().digest().hex())));
        return component;
    }

    private Component file(String path, Digest digest) {
        var file = new Component();
        file.setType(Component.Type.FILE);
        file.setBomRef("%s#%s".formatted(revision.id(), path));
        file.setName(path);
        file.setHashes(List.of(new Hash(Hash.Algorithm.SHA_256, digest.hex())));
        return file;
    }

    private static LicenseChoice licence(ModelCard card) {
        var licence = new License();
        String text = card.licence().orElse(UNKNOWN);
        if (text.equals(UNKNOWN) || text.startsWith(OWN_LICENCE)) {
            licence.setName(text);
        } else {
            licence.setId(text);
        }
        var choice = new LicenseChoice();
        choice.addLicense(licence);
        return choice;
    }

    private List<Property> properties(ModelCard card) {
        String source = revision.origin() instanceof Origin.Imported(String name) ? name : UNKNOWN;
        return List.of(
                new Property("casemate:bytes", Long.toString(revision.bytes().count())),
                new Property(
                        "casemate:files",
                        content.files().isEmpty()
                                ? UNKNOWN
                                : Integer.toString(content.files().size())),
                new Property("casemate:nodes", Long.toString(revision.facts().nodes())),
                new Property("casemate:owner", card.owner().orElse(UNKNOWN)),
                new Property("casemate:parameters", Long.toString(revision.facts().parameters())),
                new Property("casemate:producer", orUnknown(revision.facts().producer())),
                new Property(
                        "casemate:riskClass",
                        card.risk().map(it -> it.name().toLowerCase(Locale.ROOT)).orElse(UNKNOWN)),
                new Property("casemate:source", source),
                new Property("casemate:stage", revision.stage().name().toLowerCase(Locale.ROOT)));
    }

    private static String orUnknown(String text) {
        return text.isBlank() ? UNKNOWN : text;
    }

    private org.cyclonedx.model.component.ModelCard modelCard() {
        var parameters = new ModelParameters();
        parameters.setTask(UNKNOWN);
        parameters.setArchitectureFamily(UNKNOWN);
        parameters.setModelArchitecture(UNKNOWN);
        parameters.setInputs(ports(revision.facts().inputs()));
        parameters.setOutputs(ports(revision.facts().outputs()));
        var modelCard = new org.cyclonedx.model.component.ModelCard();
        modelCard.setModelParameters(parameters);
        if (revision.origin() instanceof Origin.Quantized(_, QuantizationCard made)) {
            var analysis = new QuantitativeAnalysis();
            analysis.setPerformanceMetrics(metrics(made));
            modelCard.setQuantitativeAnalysis(analysis);
        }
        return modelCard;
    }

    private static List<InputOutputParameter> ports(List<Port> ports) {
        return ports.stream()
                .map(port -> {
                    var parameter = new InputOutputParameter();
                    parameter.setFormat(
                            "%s %s%s".formatted(port.name(), port.datatype(), port.shape()));
                    return parameter;
                })
                .toList();
    }

    private static List<PerformanceMetric> metrics(QuantizationCard card) {
        Accuracy accuracy = card.accuracy();
        var metrics = new ArrayList<PerformanceMetric>();
        metrics.add(metric("SNR to parent, dB", accuracy.snrDb(), accuracy.basis()));
        metrics.add(metric("cosine similarity to parent", accuracy.cosine(), accuracy.basis()));
        metrics.add(metric("largest absolute error", accuracy.maxAbs(), accuracy.basis()));
        accuracy.variantTop1()
                .ifPresent(share -> metrics.add(metric("top-1 accuracy", share, accuracy.basis())));
        accuracy.parentTop1()
                .ifPresent(share ->
                        metrics.add(metric("top-1 accuracy of parent", share, accuracy.basis())));
        String runs = "%d runs, batch %d".formatted(card.latency().runs(), card.latency().batch());
        metrics.add(metric("latency p50, microseconds", card.latency().p50Micros(), runs));
        metrics.add(
                metric(
                        "latency p50 of parent, microseconds",
                        card.latency().parentP50Micros(),
                        runs));
        return metrics;
    }

    private static PerformanceMetric metric(String type, double value, String slice) {
        var metric = new PerformanceMetric();
        metric.setType(type);
        metric.setValue(Double.toString(value));
        metric.setSlice(slice);
        return metric;
    }

    private Pedigree pedigree(RevisionId parent, QuantizationCard made) {
        var ancestors = new Ancestors();
        registry.find(parent)
                .map(ModelComponent::identity)
                .ifPresent(ancestor -> ancestors.setComponents(List.of(ancestor)));
        var pedigree = new Pedigree();
        pedigree.setAncestors(ancestors);
        pedigree.setNotes(
                "Quantized by Casemate with recipe %s, %d nodes rewritten, parent %s."
                        .formatted(made.recipe(), made.quantizedNodes(), parent));
        return pedigree;
    }
}
