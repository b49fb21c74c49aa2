package io.casemate.app;

import io.casemate.app.cli.Programs;
import io.casemate.engine.fleet.AgentDuties;
import io.casemate.engine.fleet.AgentSession;
import io.casemate.engine.fleet.CaptureDuties;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.gateway.Gateway;
import io.casemate.engine.gateway.GatewayConfig;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ModelRuntime;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.runtime.Sessions;
import io.casemate.engine.telemetry.Second;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.net.URI;
import java.util.List;

/// The agent: ONNX Runtime behind an HTTP door, led by a console over standard input and output.
final class AgentProgram {
    private final Programs.AgentOptions options;

    AgentProgram(Programs.AgentOptions options) {
        this.options = options;
    }

    int run() {
        var reports = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // reports have standard output for themselves
        try (var runtime = new OrtRuntime(RuntimeConfig.standard());
                Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(options.port()))) {
            return AgentSession.run(new Duties(runtime, gateway), System.in, reports);
        }
    }

    /// What the console's orders mean here.
    private record Duties(ModelRuntime runtime, Gateway gateway) implements AgentDuties {

        @Override
        public URI endpoint() {
            return URI.create("http://127.0.0.1:" + gateway.port());
        }

        @Override
        public Outcome<?> load(Order order) {
            gateway.captures()
                    .stop(
                            order.deployment(),
                            CaptureState.Phase.ENDED,
                            "The deployment changed, and the consent ended with it.");
            return runtime.load(
                    order.deployment().text(),
                    order.revision().toString(),
                    order.modelFile(),
                    new Sessions(
                            order.replicas(),
                            order.profile()
                                    .map(ServingProfile::settings)
                                    .orElse(SessionSettings.STANDARD)));
        }

        @Override
        public void unload(DeploymentId deployment) {
            gateway.captures()
                    .stop(
                            deployment,
                            CaptureState.Phase.ENDED,
                            "The deployment was taken out of service, and the consent ended with it.");
            runtime.unload(deployment.text());
        }

        @Override
        public CaptureDuties captures() {
            return gateway.captures();
        }

        @Override
        public List<Second> measured(long epochSecond) {
            return runtime.drainSecond(epochSecond);
        }
    }
}
