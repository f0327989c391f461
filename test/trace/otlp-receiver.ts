import { createServer, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import protobuf from "protobufjs";
import { z } from "zod";

/** A value of an attribute, as `AnyValue` of the protocol has it. */
const anyValue = z.union([
  z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.object({ intValue: z.string() }).transform(({ intValue }) => Number(intValue)),
  z.object({ doubleValue: z.number() }).transform(({ doubleValue }) => doubleValue),
  z.object({ boolValue: z.boolean() }).transform(({ boolValue }) => boolValue),
  z
    .object({ arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string() })) }) })
    .transform(({ arrayValue }) => arrayValue.values.map(({ stringValue }) => stringValue)),
]);

const attributes = z
  .array(z.object({ key: z.string(), value: anyValue }))
  .default([])
  .transform((rows) => Object.fromEntries(rows.map(({ key, value }) => [key, value])));

const bytes = z.string().transform((base64) => Buffer.from(base64, "base64").toString("hex"));

const span = z.object({
  name: z.string(),
  kind: z.string(),
  traceId: bytes,
  spanId: bytes,
  parentSpanId: bytes.default(""),
  attributes,
  events: z.array(z.object({ name: z.string() })).default([]),
  status: z.object({ code: z.string().default("STATUS_CODE_UNSET") }).default({ code: "STATUS_CODE_UNSET" }),
});

const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(span) })),
    }),
  ),
});

/** A span as it arrived. */
export type ReceivedSpan = z.infer<typeof span> & { readonly resource: Readonly<Record<string, unknown>> };

/** A receiver of spans over OTLP/HTTP that reads them with the protocol's own definition. */
export interface OtlpReceiver {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** The headers of each request. */
  readonly headers: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

const FOLDER = "test/fixtures/otlp";

function exportRequest(): protobuf.Type {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => join(FOLDER, target);
  root.loadSync("opentelemetry/proto/collector/trace/v1/trace_service.proto");
  return root.lookupType("opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest");
}

/** Starts one that listens on a port of its own. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const type = exportRequest();
  const spans: ReceivedSpan[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      if (incoming.url !== "/v1/traces" || incoming.headers["content-type"] !== "application/x-protobuf") {
        outgoing.writeHead(404).end();
        return;
      }
      headers.push(incoming.headers);
      const read = type.toObject(type.decode(Buffer.concat(chunks)), {
        longs: String,
        enums: String,
        bytes: String,
      });
      for (const { resource, scopeSpans } of request.parse(read).resourceSpans) {
        for (const { spans: some } of scopeSpans) {
          spans.push(...some.map((one) => ({ ...one, resource: resource.attributes })));
        }
      }
      outgoing.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    headers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
