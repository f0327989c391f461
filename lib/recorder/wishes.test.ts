import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { DOORS, type ProtocolDoor } from "@/test/wishes/asked-at-door";
import { type DoorReply, readDoorReply } from "@/test/wishes/door-reply";
import { sentGrammar } from "@/test/wishes/engine-fields";
import { type EngineWire, startEngineWire, type WireName } from "@/test/wishes/engine-wires";
import type { WishRow } from "@/test/wishes/wish-row";
import { WISH_ROWS, wishTable } from "@/test/wishes/wish-table";

const PATHS: Readonly<Record<ProtocolDoor, string>> = {
  chat: "/v1/chat/completions",
  responses: "/v1/responses",
  messages: "/v1/messages",
};

const EFFORT =
  "{%- if reasoning_effort is defined %}{{- '<|im_start|>system\\nReasoning: ' + reasoning_effort + '<|im_end|>\\n' }}{%- endif %}";

const templated = z.looseObject({ chat_template: z.string() });

/** Qwen3's own files, with a template that reads an effort too. */
async function modelFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "turntree-wishes-"));
  const source = defaultTokenizerFolder();
  await symlink(join(source, "tokenizer.json"), join(folder, "tokenizer.json"));
  const configuration = await readFile(join(source, "tokenizer_config.json"), "utf8");
  await writeFile(join(folder, "tokenizer_config.json"), configuration);
  const { chat_template: template } = templated.parse(JSON.parse(configuration));
  await writeFile(join(folder, "chat_template.jinja"), EFFORT + template);
  return folder;
}

const promptIdsOf = z.union([
  z.object({ input_ids: z.array(z.number()) }).transform((body) => body.input_ids),
  z.object({ token_ids: z.array(z.number()) }).transform((body) => body.token_ids),
  z.object({ prompt: z.array(z.number()) }).transform((body) => body.prompt),
]);

describe.each<WireName>(["sglang", "vllm", "llamacpp"])("what a client asks for, on %s", (engine) => {
  let folder = "";
  let wire: EngineWire;
  let server: RecorderServer;

  beforeAll(async () => {
    folder = await modelFolder();
    wire = await startEngineWire(engine);
    server = await serveRecorder({
      TURNTREE_ENGINE: engine,
      TURNTREE_ENGINE_URL: wire.url,
      TURNTREE_TOKENIZER: folder,
    });
    // The engine is probed beside the first answer. llama.cpp's wire does not tell the probe from a call.
    const reply = await post("chat", "first", { messages: [{ role: "user", content: "Hello" }] });
    expect(reply.error).toBeNull();
  });

  afterAll(async () => {
    await server.close();
    await wire.close();
    await rm(folder, { recursive: true });
  });

  async function post(door: ProtocolDoor, session: string, fields: JsonObject): Promise<DoorReply> {
    const response = await fetch(`${server.url}/s/${session}${PATHS[door]}`, {
      method: "POST",
      body: stringifyJson({ model: "m", ...fields }),
    });
    return readDoorReply(door, response);
  }

  const sessionOf = (row: WishRow, door: ProtocolDoor) => `wish-${engine}-${door}-${WISH_ROWS.indexOf(row)}`;

  async function ask(row: WishRow, door: ProtocolDoor, fields: JsonObject): Promise<DoorReply> {
    const said = { text: row.said, tokenisation: "plain" };
    const content = `Say hello to 'Oslo'.\n[[sim ${JSON.stringify(said)}]]`;
    const conversation: JsonObject =
      door === "responses" ? { input: content } : { messages: [{ role: "user", content }] };
    const limit: JsonObject = door === "responses" ? { max_output_tokens: 99 } : { max_tokens: 99 };
    return post(door, sessionOf(row, door), { ...limit, ...conversation, ...fields });
  }

  const cells = WISH_ROWS.flatMap((row) => DOORS.map((door) => ({ wish: row.wish, row, door })));

  it.each(cells)("is done or refused in words: $wish, over $door", async ({ row, door }) => {
    const { refused, kept, body: fields } = row.asked[door];
    const reply = await ask(row, door, fields);
    const doing = row.done[engine];
    if (kept !== undefined) {
      expect(reply.error).toBeNull();
      const { turns } = await server.runtime.store.readRecording(sessionOf(row, door));
      expect(turns.map(({ request }) => request?.[kept])).toEqual([fields[kept]]);
      return;
    }
    if (refused !== undefined) {
      expect(reply.status).toBe(400);
      expect(reply.error?.type).toBe("invalid_request_error");
      expect(reply.error?.message).toContain(refused.replaceAll("`", ""));
      return;
    }
    if (doing.by === "refused") {
      expect(reply.status).toBe(doing.notFound === undefined ? 400 : 404);
      expect(reply.error?.type).toBe(
        doing.notFound === undefined ? "invalid_request_error" : "not_found_error",
      );
      if (doing.notFound !== undefined) expect(reply.error?.code).toBe(doing.notFound);
      expect(reply.error?.message).toContain(doing.words);
      return;
    }
    expect(reply.error).toBeNull();
    const body = wire.lastBody();
    const { model } = server.runtime;
    const promptIds = promptIdsOf.parse(body);
    const grammar = sentGrammar(engine, body);
    expect(grammar !== null).toBe(doing.by === "grammar");
    await row.prove({
      engine,
      door,
      body,
      prompt: model.decode(promptIds),
      promptIds,
      reply,
      grammar,
      tokenId: (text) => model.encode(text)[0] ?? expect.fail(text),
      again: (more) => ask(row, door, { ...fields, ...more }),
      lastPrompt: () => model.decode(promptIdsOf.parse(wire.lastBody())),
    });
  });
});

describe("the table of wishes in docs/protocols.md", () => {
  it("is the one that is proven here", async () => {
    const docs = await readFile("docs/protocols.md", "utf8");
    expect(docs.includes(wishTable()), `The table should be:\n\n${wishTable()}\n`).toBe(true);
  });
});
