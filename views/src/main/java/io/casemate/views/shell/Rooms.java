package io.casemate.views.shell;

import io.casemate.engine.attention.Attention;
import io.casemate.engine.capture.Captures;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Models;
import io.casemate.engine.operations.ModelRecords;
import io.casemate.engine.operations.Operations;
import io.casemate.engine.signing.Trust;
import io.casemate.engine.tasks.Tasks;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.tuning.Tunings;

/// The engine as screens see it: feeds to watch, and one door for commands.
public record Rooms(
        FleetEngine fleet,
        Models models,
        Deployments deployments,
        Captures captures,
        Latencies latencies,
        Ledger ledger,
        Tasks tasks,
        Attention attention,
        Operations operations,
        Trust trust,
        ModelRecords records,
        Tunings tunings) {}
