import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { simLine } from "@/test/recorder/sim-line";

/** A router before the engine that writes requests anew from the fields that it knows. */
describe("a router that drops the grammar of a request", () => {
  let sim: SimEngine;
  let router: ScriptedServer;
  let server: RecorderServer;

  beforeAll(async () => {
    sim = await startSimEngine();
    router = await startScriptedServer(async (request, response) => {
      const body = request.body === "" ? {} : objectOf(parseJson(request.body));
      const { structural_tag: _tag, json_schema: _schema, ...known } = objectOf(body.sampling_params);
      const init =
        request.body === ""
          ? {}
          : { method: "POST", body: stringifyJson({ ...body, sampling_params: known }) };
      const reply = await fetch(sim.url + request.path, init);
      response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "text/plain" });
      response.end(Buffer.from(await reply.arrayBuffer()));
    });
    server = await serveRecorder({ TURNTREE_ENGINE_URL: router.url, TURNTREE_TOKENIZER: "qwen3" });
  });

  afterAll(async () => {
    await server.close();
    await router.close();
    await sim.close();
  });

  const tool = {
    type: "function",
    function: { name: "now", parameters: { type: "object", properties: {} } },
  };
  const format = { type: "json_schema", json_schema: { schema: { type: "object" } } };

  it.each([
    ["a call", { tools: [tool], tool_choice: "required" }, "Hello.", "tool_choice"],
    ["JSON", { response_format: format }, "Hello.", "response_format"],
    ["one of some texts", { structured_outputs: { choice: ["yes", "no"] } }, "Hello.", "response_format"],
    ["a call that the model makes of itself", { tools: [tool], tool_choice: "required" }, CALL, null],
    ["JSON that it writes of itself", { response_format: format }, "{}", null],
  ])("is found out where the client demanded %s", async (_, fields, text, named) => {
    const session = `dropped-${String(_).replaceAll(" ", "-")}`;
    for (const stream of [false, true]) {
      const response = await fetch(`${server.url}/s/${session}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content: simLine({ text }) }], stream, ...fields }),
      });
      expect(response.status).toBe(200);
      await response.text();
      if (!stream) expect(response.headers.get("x-turntree-without-effect")).toBe(named);
      const lines = await fetch(`${server.url}/api/sessions/${session}/turns.jsonl`);
      const turn = z.object({ facts: z.looseObject({ without_effect: z.array(z.string()).optional() }) });
      const { facts } = turn.parse(JSON.parse((await lines.text()).trim().split("\n").at(-1) ?? ""));
      expect(facts.without_effect ?? null).toEqual(named === null ? null : [named]);
    }
  });
});

const CALL = '<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>';
