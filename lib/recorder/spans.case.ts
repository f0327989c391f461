import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "@/test/trace/otlp-receiver";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = "00f067aa0ba902b7";

/** The spans of calls, as a receiver is sent them. @param content whether they hold what was said. */
export function describeSpans(content: boolean): void {
  let receiver: OtlpReceiver;
  const names = [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_RESOURCE_ATTRIBUTES",
  ];
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const values = [receiver.url, "10", "x-team=blue", "deployment.environment.name=tests"];
    for (const [at, name] of names.entries()) process.env[name] = values[at];
  });
  const simulated = simulatedRecorder(
    content ? { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "true" } : {},
  );
  afterAll(async () => {
    for (const name of names) delete process.env[name];
    await receiver.close();
  });

  function call(
    session: string,
    messages: readonly object[],
    more: object = {},
    headers: Record<string, string> = {},
  ) {
    return fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ model: "qwen3", messages, ...more }),
    });
  }

  /** The span of a session's only call, when it has come, with those below it by name. */
  async function spansOf(
    session: string,
  ): Promise<{ root: ReceivedSpan; stages: Map<string, ReceivedSpan> }> {
    const found = () =>
      receiver.spans.find(({ attributes }) => attributes["gen_ai.conversation.id"] === session);
    await expect.poll(found).toBeDefined();
    const root = found();
    if (root === undefined) throw new Error("It has come.");
    const below = receiver.spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
    return { root, stages: new Map(below.map((span) => [span.name, span])) };
  }

  describe(`spans of calls, ${content ? "with" : "without"} what was said`, () => {
    it.each([false, true])(
      "stand below the caller's, each stage below its call: streamed %s",
      async (stream) => {
        const session = `traced-${stream}`;
        const said = [
          {
            role: "user",
            content: simLine({ text: "A quiet answer." }, "A loud question."),
          },
        ];
        const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };
        const response = await call(session, said, { stream, temperature: 0.5, seed: 7 }, headers);
        expect(response.status).toBe(200);
        await response.text();
        const { root, stages } = await spansOf(session);
        expect(root).toMatchObject({
          name: "chat qwen3",
          kind: "SPAN_KIND_CLIENT",
          traceId: TRACE,
          parentSpanId: CALLER,
          status: { code: "STATUS_CODE_UNSET" },
          resource: { "service.name": "turntree", "deployment.environment.name": "tests" },
        });
        const [turn] = (await simulated.server.runtime.store.readRecording(session)).turns;
        expect(root.attributes).toMatchObject({
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "sim",
          "gen_ai.request.model": "qwen3",
          "gen_ai.request.stream": stream,
          "gen_ai.request.temperature": 0.5,
          "gen_ai.request.seed": 7,
          "gen_ai.response.id": `chatcmpl-${turn?.callKey}`,
          "gen_ai.response.finish_reasons": ["stop"],
          "gen_ai.usage.output_tokens": turn?.outputIds.length,
          "server.address": "127.0.0.1",
          "turntree.turn": 1,
          "turntree.prompt_build": "render",
        });
        expect([...stages.keys()].sort()).toEqual(["admit", "engine", "prompt", "read", "record"]);
        for (const { traceId } of stages.values()) expect(traceId).toBe(TRACE);
        expect(stages.get("engine")?.events.map(({ name }) => name)).toEqual(["first_token"]);
        const text = JSON.stringify(receiver.spans);
        for (const words of ["A loud question.", "A quiet answer."])
          expect(text.includes(words)).toBe(content);
        if (content) {
          expect(JSON.parse(String(root.attributes["gen_ai.output.messages"]))).toMatchObject([
            { role: "assistant", finish_reason: "stop" },
          ]);
        }
        expect(receiver.headers[0]?.["x-team"]).toBe("blue");
      },
    );

    it("begin a trace where the caller has none, and none is kept of what the caller does not sample", async () => {
      await (await call("untraced", [{ role: "user", content: "Hello" }])).text();
      const { root } = await spansOf("untraced");
      expect(root.parentSpanId).toBe("");
      const unsampled = { traceparent: `00-${TRACE}-${CALLER}-00` };
      await (await call("unsampled", [{ role: "user", content: "Hello" }], {}, unsampled)).text();
      await (await call("sampled", [{ role: "user", content: "Hello" }])).text();
      await spansOf("sampled");
      expect(JSON.stringify(receiver.spans)).not.toContain('"unsampled"');
    });

    it("say with what kind of failure a call ended, and not in which words", async () => {
      const response = await call("failed", [
        { role: "user", content: "x", tool_calls: 5 },
        { role: "poet" },
      ]);
      expect(response.status).toBe(400);
      const failed = () => receiver.spans.find(({ name }) => name === "chat");
      await expect.poll(failed).toMatchObject({
        attributes: { "error.type": "invalid_request" },
        status: { code: "STATUS_CODE_ERROR" },
      });
      expect(JSON.stringify(receiver.spans)).not.toContain("poet");
    });
  });
}
