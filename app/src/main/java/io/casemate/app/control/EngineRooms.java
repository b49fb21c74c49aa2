package io.casemate.app.control;

import io.casemate.engine.attention.Attention;
import io.casemate.engine.capture.Captures;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Models;
import io.casemate.engine.operations.ModelRecords;
import io.casemate.engine.operations.Operations;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.signing.Trust;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.tuning.Tunings;

/// The engine as the command line sees it.
///
/// @param serves whether this process stays and runs the local agent
public record EngineRooms(
        boolean serves,
        FleetEngine fleet,
        Models models,
        Deployments deployments,
        Captures captures,
        Latencies latencies,
        Ledger ledger,
        Attention attention,
        Operations operations,
        Trust trust,
        Signatures signatures,
        ModelRecords records,
        Tunings tunings) {}
