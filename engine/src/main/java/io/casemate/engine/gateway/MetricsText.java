package io.casemate.engine.gateway;

import io.casemate.engine.runtime.Totals;
import java.util.List;
import java.util.function.ToLongFunction;

/// What each model has done, in Prometheus text form under Triton's names.
///
/// Source: Prometheus text format 0.0.4; Triton metrics.
final class MetricsText {
    private static final long NANOS_PER_MICRO = 1000;

    private final StringBuilder text = new StringBuilder();
    private final List<Totals> all;

    private MetricsText(List<Totals> all) {
        this.all = all;
    }

    static String of(List<Totals> all) {
        var metrics = new MetricsText(all);
        metrics.counter("nv_inference_request_success", "Requests answered", Totals::succeeded);
        metrics.counter("nv_inference_request_failure", "Requests failed", Totals::failed);
        metrics.counter("nv_inference_count", "Inferences", Totals::succeeded);
        metrics.counter("nv_inference_exec_count", "Executions", Totals::executed);
        metrics.counter(
                "nv_inference_request_duration_us", "Request time", micros(Totals::totalNanos));
        metrics.counter(
                "nv_inference_queue_duration_us", "Time waiting", micros(Totals::queueNanos));
        metrics.counter(
                "nv_inference_compute_infer_duration_us",
                "Time in ONNX Runtime",
                micros(Totals::computeNanos));
        metrics.family(
                "nv_inference_pending_request_count", "gauge", "Requests waiting", Totals::waiting);
        return metrics.text.toString();
    }

    private static ToLongFunction<Totals> micros(ToLongFunction<Totals> nanos) {
        return totals -> nanos.applyAsLong(totals) / NANOS_PER_MICRO;
    }

    private void counter(String name, String help, ToLongFunction<Totals> value) {
        family(name, "counter", help, value);
    }

    private void family(String name, String type, String help, ToLongFunction<Totals> value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        for (Totals totals : all) {
            text.append(name)
                    .append("{model=\"")
                    .append(totals.served().name())
                    .append("\",version=\"1\"} ")
                    .append(value.applyAsLong(totals))
                    .append('\n');
        }
    }
}
