import { PRODUCT_VERSION } from "@/lib/core/base/product-version";
import { notedExporter } from "./noted-exporter";
import { OtelCallSpan } from "./otel-call-span";
import type { Tracing } from "./tracing";

/** How long the last spans may take to leave, in ms. */
const LAST_SPANS_MS = 5_000;

/** The conventions' own opt-in for what was said. */
const CONTENT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

/** Reads the W3C trace context of a call's headers. */
const HEADER_GETTER = {
  keys: (headers: Headers) => [...headers.keys()],
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
};

/**
 * Spans by the official SDK, sent in batches by OTLP over HTTP. No provider is registered for the process: Next traces
 * its own requests with that.
 */
export async function otelTracing(env: Readonly<Record<string, string | undefined>>): Promise<Tracing> {
  // Each by itself: a bundler moves imports that stand above to the beginning of the program.
  const [api, { W3CTraceContextPropagator }, resources, sdk, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/core"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
  ]);
  const own = { "service.name": "turntree", "service.version": PRODUCT_VERSION };
  const provider = new sdk.BasicTracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes(own))
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(notedExporter(new OTLPTraceExporter()))],
  });
  const tracer = provider.getTracer("turntree", PRODUCT_VERSION);
  const propagator = new W3CTraceContextPropagator();
  const holdsContent = (env[CONTENT] ?? "").trim().toLowerCase() === "true";
  return {
    open(headers) {
      const parent = propagator.extract(api.ROOT_CONTEXT, headers, HEADER_GETTER);
      return new OtelCallSpan({ api, tracer, propagator, holdsContent }, parent);
    },
    async close() {
      // A receiver that does not answer is not waited for.
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LAST_SPANS_MS);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
