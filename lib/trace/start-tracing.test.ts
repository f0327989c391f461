import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startTracing } from "./start-tracing";
import { NO_TRACING } from "./tracing";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

describe("tracing", () => {
  it.each([
    ["no receiver is named", {}],
    ["the SDK is switched off", { ...ENDPOINT, OTEL_SDK_DISABLED: "true" }],
    ["no spans are to be sent", { ...ENDPOINT, OTEL_TRACES_EXPORTER: "none" }],
  ])("is none where %s", async (_, env) => {
    expect(await startTracing(env)).toBe(NO_TRACING);
    const span = NO_TRACING.open(new Headers());
    expect([span.isKept, span.begin("read")]).toEqual([false, span.begin("record")]);
  });

  it("loads no package of OpenTelemetry where there is no receiver: each is imported when it is asked for", () => {
    const files = readdirSync("lib/trace").filter((name) => !name.endsWith(".test.ts"));
    const imports = files.flatMap((name) =>
      [
        ...readFileSync(`lib/trace/${name}`, "utf8").matchAll(
          /^import (?!type )[^;]*"@opentelemetry[^;]*;/gm,
        ),
      ].map(([line]) => `${name}: ${line}`),
    );
    expect(imports).toEqual([]);
    expect(readFileSync("lib/trace/start-tracing.ts", "utf8")).toContain('await import("./otel-tracing")');
  });

  it("is there where a receiver is named for spans alone", async () => {
    const tracing = await startTracing({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://127.0.0.1:4318/v1/traces",
    });
    expect(tracing.open(new Headers()).isKept).toBe(true);
    await tracing.close();
  });
});
