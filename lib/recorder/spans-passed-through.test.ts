import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forwardingRecorder } from "@/test/recorder/forwarding-recorder";
import { type OtlpReceiver, startOtlpReceiver } from "@/test/trace/otlp-receiver";

let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url;
  process.env.OTEL_BSP_SCHEDULE_DELAY = "10";
});
const behind = forwardingRecorder();
afterAll(async () => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  delete process.env.OTEL_BSP_SCHEDULE_DELAY;
  await receiver.close();
});

const rootOf = (session: string) =>
  receiver.spans.find(({ attributes }) => attributes["gen_ai.conversation.id"] === session);

describe("the span of a call that another server answers", () => {
  it("has that server as its engine, which continues the trace", async () => {
    behind.answer({
      json: {
        id: "x",
        object: "chat.completion",
        choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
        usage: { prompt_tokens: 9, completion_tokens: 2 },
      },
    });
    await behind.ask("passed", { model: "m", messages: [{ role: "user", content: "q" }] });
    await expect.poll(() => rootOf("passed")).toBeDefined();
    const root = rootOf("passed");
    const stages = receiver.spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
    expect(stages.map(({ name }) => name).sort()).toEqual(["engine", "record"]);
    const engine = stages.find(({ name }) => name === "engine");
    expect(behind.received[0]?.headers.traceparent).toBe(`00-${root?.traceId}-${engine?.spanId}-01`);
    expect(root?.attributes).toMatchObject({
      "gen_ai.provider.name": "passthrough",
      "gen_ai.response.finish_reasons": ["stop"],
      "turntree.turn": 1,
    });
  });

  it("says that a reply ended before it told its end", async () => {
    const chunk = (content: string) => ({ id: "x", choices: [{ index: 0, delta: { content } }] });
    behind.answer({ events: [chunk("Ye"), chunk("s")], isCut: true });
    const body = { model: "m", stream: true, messages: [{ role: "user", content: "again" }] };
    await behind.ask("cut", body);
    await expect
      .poll(() => rootOf("cut"))
      .toMatchObject({ attributes: { "gen_ai.response.finish_reasons": ["abort"] } });
  });
});
