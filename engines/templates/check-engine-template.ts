import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { CheckReport } from "@/engines/check-report";
import { callsOf, type LiveBench, liveSessionUrl, postJson } from "@/engines/live-bench";
import { type Knobs, LIVE_CLIENTS } from "@/engines/live-clients";
import type { RecordedCall } from "@/engines/recorded-session";
import { wireDifferences } from "@/engines/wire/compare-with-wire";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { checkedToolSession } from "./checked-tool-session";

const TURNS: readonly Knobs[] = [
  { maxTokens: 40, temperature: 1, topP: 1 },
  { maxTokens: 7, temperature: 1, topP: 1 },
  { maxTokens: 24, temperature: 1, topP: 1 },
];

/** Clients that talk unless everything is proven. */
const USUAL_CLIENTS = 2;

const CHECK = "rendered by the engine's own template (`TURNTREE_TEMPLATE=engine`)";

/**
 * A recorder whose tokenizer has no template: the engine renders, the recorder grafts. Every prompt is proven, the first
 * of a conversation is what the engine's own route makes of it, and each later one goes on from the sampled ids.
 */
export async function checkEngineTemplate(bench: LiveBench): Promise<CheckReport> {
  const tokenizer = await folderWithoutTemplate();
  const settings = {
    TURNTREE_TEMPLATE: "engine",
    TURNTREE_TOKENIZER: tokenizer,
    TURNTREE_TOOL_PARSER: "qwen3",
    TURNTREE_REASONING_PARSER: "qwen3",
  };
  try {
    return await bench.withTurntree(settings, check);
  } finally {
    await rm(tokenizer, { recursive: true });
  }
}

async function check(bench: LiveBench): Promise<CheckReport> {
  const sessions: string[] = [];
  for (const [i, client] of LIVE_CLIENTS.slice(0, bench.isWhole ? undefined : USUAL_CLIENTS).entries()) {
    const session = `template-${i}`;
    await client.talk(liveSessionUrl(bench, session), TURNS);
    sessions.push(session);
  }
  const tools = await checkedToolSession(bench, "template-tools");
  const calls = await callsOf(bench, [...sessions, "template-tools"]);
  const rendered = calls.filter(({ turn }) => turn.promptBuild === "render");
  const grafted = calls.filter(({ turn }) => turn.promptBuild === "graft");
  return {
    check: CHECK,
    figures: `${calls.length} calls, ${rendered.length} rendered by the engine, ${grafted.length} grafted`,
    problems: [
      ...tools,
      ...(grafted.length > 0 ? [] : ["nothing was grafted"]),
      ...(await renderProblems(bench, rendered)),
      ...wireDifferences(calls, bench.tap.exchanges),
    ],
  };
}

const tokenized = z.object({ tokens: z.array(z.int()) });

/** Whether the prompts are what the engine itself makes of their messages. */
async function renderProblems(
  { start, engine, servedName, tap }: LiveBench,
  rendered: readonly RecordedCall[],
): Promise<readonly string[]> {
  const route = start.engine === "vllm" ? "/tokenize" : "/v1/tokenize";
  const known = new Set<string>();
  // What the recorder asked the engine to render, asked anew over a route of the engine's choice.
  for (const { path: asked, body } of tap.exchanges) {
    if (!asked.endsWith("/render") && asked !== "/v1/tokenize") continue;
    const conversation = z.looseObject({ messages: z.array(z.unknown()) }).safeParse(JSON.parse(body));
    if (!conversation.success) continue;
    const response = await postJson(`${engine}${route}`, { ...conversation.data, model: servedName });
    if (response.ok) known.add(tokenized.parse(await response.json()).tokens.join());
  }
  return rendered.flatMap(({ session, turn, promptIds }) =>
    known.has(promptIds.join()) ? [] : [`${session}, turn ${turn.index}: the engine renders another prompt`],
  );
}

/** The usual tokenizer, its template taken away. */
async function folderWithoutTemplate(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "turntree-template-"));
  const from = defaultTokenizerFolder();
  await cp(path.join(from, "tokenizer.json"), path.join(folder, "tokenizer.json"));
  const text = await readFile(path.join(from, "tokenizer_config.json"), "utf8");
  const { chat_template: _, ...rest } = z.looseObject({}).parse(JSON.parse(text));
  await writeFile(path.join(folder, "tokenizer_config.json"), JSON.stringify(rest));
  return folder;
}
