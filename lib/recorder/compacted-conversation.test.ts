import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { responsesClient, resultOf, WEATHER, WEATHER_QUESTION } from "@/test/recorder/responses-client";

const { simulated, send, turns, asked } = responsesClient();

describe("a summary that takes the place of the conversation", () => {
  const SUMMARY = "The user asked for the weather in Oslo; it is sunny.";
  const order: JsonValue = { type: "compaction_trigger" };

  /** A conversation of one answer, and the items that Codex would send next. */
  async function begun(session: string) {
    const { reasoning, text, call } = await asked(session);
    await fetch(`${simulated.engine.url}/sim/answers`, {
      method: "POST",
      body: JSON.stringify([{ text: `<think>\nShort.\n</think>\n\n${SUMMARY}` }]),
    });
    return [WEATHER_QUESTION, reasoning, text, call, resultOf(call)];
  }

  async function lastPrompt(session: string) {
    return (await turns(session)).at(-1)?.promptMessages.map(({ role, content }) => [role, content]) ?? [];
  }

  it("is a side call, answered as one item that stands for it in the next prompt", async () => {
    const input = await begun("trigger");
    const { body } = await send("trigger", { input: [...input, order], tools: [WEATHER], store: false });
    expect(body.status).toBe("completed");
    expect(body.output).toEqual([
      { id: `cmp_${body.id}`, type: "compaction", encrypted_content: expect.stringMatching(/^turntree-/) },
    ]);
    const [, side] = await turns("trigger");
    expect(side).toMatchObject({ auxiliary: "compaction_summary", promptBuild: "graft" });
    expect(side?.responseMessage?.content).toBe(SUMMARY);
    await send("trigger", { input: [...body.output, { role: "user", content: "Go on." }], tools: [WEATHER] });
    expect(await lastPrompt("trigger")).toEqual([
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
  });

  it("is referred to by id like any other item, and nothing else of its answer is", async () => {
    const input = await begun("by-reference");
    const { body } = await send("by-reference", { input: [...input, order], tools: [WEATHER] });
    const [{ id }] = body.output;
    const said = { role: "user", content: "Go on." };
    await send("by-reference", { input: [{ type: "item_reference", id }, said], tools: [WEATHER] });
    expect(await lastPrompt("by-reference")).toEqual([
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
    for (const unknown of [id.replace("cmp_", "msg_"), id.replace("cmp_", "rs_")]) {
      const reference = { type: "item_reference", id: unknown };
      expect((await send("by-reference", { input: [reference, said] })).status).toBe(404);
    }
  });

  it("streams as that one item, whole", async () => {
    const input = await begun("trigger-stream");
    const response = await fetch(`${simulated.server.url}/s/trigger-stream/v1/responses`, {
      method: "POST",
      body: JSON.stringify({ model: "m", input: [...input, order], tools: [WEATHER], stream: true }),
    });
    const events = [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = ""]) =>
      JSON.parse(data),
    );
    expect(events.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events[3].item.type).toBe("compaction");
  });

  it("is asked for at an address of its own as well, which keeps what users said", async () => {
    const input = await begun("compact");
    const { body } = await send("compact", { input, tools: [WEATHER] }, "/v1/responses/compact");
    expect(body.object).toBe("response.compaction");
    expect(body.output.map(({ type, role }: JsonObject) => role ?? type)).toEqual(["user", "compaction"]);
    expect(body.usage.output_tokens).toBeGreaterThan(0);
    await send("compact", { input: [...body.output, { role: "user", content: "Go on." }] });
    expect(await lastPrompt("compact")).toEqual([
      ["user", WEATHER_QUESTION.content],
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
    await send("compact", { input: "Go on.", previous_response_id: body.id });
    expect((await turns("compact")).at(-1)?.promptMessages).toEqual(
      (await turns("compact")).at(-2)?.promptMessages,
    );
  });

  it("does not train, and what follows it does", async () => {
    const input = await begun("untrained");
    const { body } = await send("untrained", { input: [...input, order], tools: [WEATHER] });
    await send("untrained", {
      input: [...body.output, { role: "user", content: "Go on." }],
      tools: [WEATHER],
    });
    const samples = await fetch(`${simulated.server.url}/api/sessions/untrained/samples.jsonl`);
    const trained = (await samples.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).metadata.turntree.turns);
    expect(trained.flat().sort()).toEqual([1, 3]);
  });

  it("of another server, and an order that is not the last item, are refused in words", async () => {
    const foreign = { type: "compaction", encrypted_content: "gAAAAA" };
    const { status, body } = await send("foreign", { input: [foreign, WEATHER_QUESTION] });
    expect([status, body.error.param]).toEqual([400, "input[0].encrypted_content"]);
    const early = await send("foreign", { input: [order, WEATHER_QUESTION] });
    expect([early.status, early.body.error.param]).toEqual([400, "input[0]"]);
  });
});
