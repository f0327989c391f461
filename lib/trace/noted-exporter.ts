import type { SpanExporter } from "@opentelemetry/sdk-trace-base";

/** Says on standard error that spans do not arrive, once until some do again. The calls go on. */
export function notedExporter(exporter: SpanExporter): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && !isFailing) {
          console.error(
            `Spans do not arrive at the receiver of OTEL_EXPORTER_OTLP_ENDPOINT: ${result.error.message}`,
          );
        }
        isFailing = result.error !== undefined;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
