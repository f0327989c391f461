import { NO_TRACING, type Tracing } from "./tracing";

type Env = Readonly<Record<string, string | undefined>>;

/** Whether the environment names a receiver of spans, and does not switch them off. */
export function isTraced(env: Env): boolean {
  const given = (name: string) => (env[name] ?? "").trim();
  if (given("OTEL_SDK_DISABLED").toLowerCase() === "true" || given("OTEL_TRACES_EXPORTER") === "none")
    return false;
  return given("OTEL_EXPORTER_OTLP_ENDPOINT") !== "" || given("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") !== "";
}

/**
 * Starts the tracing that the environment asks for, by the names of OpenTelemetry's specification. Its packages are
 * loaded only where there is a receiver, and read the rest of the environment themselves.
 */
export async function startTracing(env: Env): Promise<Tracing> {
  if (!isTraced(env)) return NO_TRACING;
  const { otelTracing } = await import("./otel-tracing");
  return otelTracing(env);
}
