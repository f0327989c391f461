import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as nodePieces } from "@/app/api/sessions/[id]/nodes/[node]/pieces/route";
import { GET as nodeTokens } from "@/app/api/sessions/[id]/nodes/[node]/tokens/route";
import { GET as samplePieces } from "@/app/api/sessions/[id]/samples/[sample]/pieces/route";
import { GET as sampleTokens } from "@/app/api/sessions/[id]/samples/[sample]/tokens/route";
import { GET as turnPieces } from "@/app/api/sessions/[id]/turns/[turn]/pieces/route";
import { GET as turnTokens } from "@/app/api/sessions/[id]/turns/[turn]/tokens/route";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { decodeTokenColumns } from "@/lib/core/tokens/token-columns";
import type { NodeView } from "@/lib/core/view/session-view";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { playScenario } from "@/scenarios/play-scenario";
import { SCENARIOS } from "@/scenarios/scenarios";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const SESSION = "drift-render";

let sim: SimEngine;
let recorder: RecorderServer;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
  for (const scenario of SCENARIOS.filter(({ name }) => name === SESSION)) {
    await playScenario(scenario, { baseUrl: recorder.url });
  }
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

const asked = (query: string) => new Request(`http://127.0.0.1/${query}`);
const ofSample = (sample: string) => ({ params: Promise.resolve({ id: SESSION, sample }) });
const ofTurn = (turn: string) => ({ params: Promise.resolve({ id: SESSION, turn }) });
const ofNode = (node: string) => ({ params: Promise.resolve({ id: SESSION, node }) });

async function bytesOf(answer: Promise<Response>): Promise<Uint8Array> {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  return new Uint8Array(await response.arrayBuffer());
}

const columnsOf = async (answer: Promise<Response>) => decodeTokenColumns(await bytesOf(answer));
const piecesOf = async (answer: Promise<Response>) => decodePieceTable(await bytesOf(answer));

const exportedSchema = z.object({ tokens: z.array(z.number()), loss_mask: z.array(z.number()) });
type Exported = z.infer<typeof exportedSchema>;

async function exported(query: string): Promise<readonly Exported[]> {
  const answer = await fetch(`${recorder.url}/api/sessions/${SESSION}/samples.jsonl${query}`);
  return (await answer.text())
    .trim()
    .split("\n")
    .map((line) => exportedSchema.parse(JSON.parse(line)));
}

describe("tokens over the API", () => {
  it.each(["slime", "strict"])("of each sample are what the export writes under %s", async (policy) => {
    const samples = await exported(`?policy=${policy}`);
    expect(samples.length).toBeGreaterThan(0);
    for (const [index, { tokens, loss_mask: mask }] of samples.entries()) {
      const columns = await columnsOf(sampleTokens(asked(`?policy=${policy}`), ofSample(String(index))));
      expect([...columns.ids]).toEqual(tokens);
      const trained = columns.spans.filter(({ state }) => state === "trained");
      const count = trained.reduce((sum, { length }) => sum + length, 0);
      expect(count).toBe(mask.reduce((sum, bit) => sum + bit, 0));
    }
  });

  it("of a turn are its prompt and its answer", async () => {
    const { turns, prompts } = await recorder.runtime.store.readRecording(SESSION);
    for (const { index, outputIds } of turns) {
      const columns = await columnsOf(turnTokens(asked(""), ofTurn(String(index))));
      expect(columns.ids).toEqual(Int32Array.of(...prompts.ids(index), ...outputIds));
      expect(columns.sampled.reduce((sum, flag) => sum + flag, 0)).toBe(outputIds.length);
    }
  });

  it("of a turn's prompt as it is rendered are those that were sent, where it was rendered", async () => {
    const { turns, prompts } = await recorder.runtime.store.readRecording(SESSION);
    for (const { index } of turns) {
      const columns = await columnsOf(turnTokens(asked("?build=rendered"), ofTurn(String(index))));
      expect(columns.ids).toEqual(prompts.ids(index));
    }
  });

  it("of a node are the same by itself as in its turn", async () => {
    const { turns } = await recorder.runtime.store.readRecording(SESSION);
    for (const { id, turn } of (await nodes()).filter((node) => node.turn !== null)) {
      const { ids } = await columnsOf(nodeTokens(asked(""), ofNode(id)));
      expect(ids).toEqual(turns[(turn ?? 0) - 1]?.outputIds);
    }
  });

  it("are told with what each of their ids stands for", async () => {
    const [node] = await nodes();
    for (const [tokens, pieces] of [
      [sampleTokens(asked(""), ofSample("0")), samplePieces(asked(""), ofSample("0"))],
      [turnTokens(asked("?from=3&to=9"), ofTurn("2")), turnPieces(asked("?from=3&to=9"), ofTurn("2"))],
      [nodeTokens(asked(""), ofNode(node?.id ?? "")), nodePieces(asked(""), ofNode(node?.id ?? ""))],
    ] as const) {
      const { ids } = await columnsOf(tokens);
      const told = (await piecesOf(pieces)).map(({ id }) => id);
      expect(told).toEqual([...new Set(ids)].sort((left, right) => left - right));
    }
  });

  it.each([
    ["a sample that is not there", () => sampleTokens(asked(""), ofSample("99")), 404, "There is no sample"],
    ["a turn that is not there", () => turnTokens(asked(""), ofTurn("0")), 404, "There is no turn"],
    ["a node that is not there", () => nodeTokens(asked(""), ofNode("none")), 404, "There is no node"],
    ["a branch that is not there", async () => onBranch("none"), 404, 'There is no node "none"'],
    [
      "a range that is none",
      () => turnTokens(asked("?from=few"), ofTurn("1")),
      400,
      "must be a whole number",
    ],
    ["a build that is none", () => turnTokens(asked("?build=new"), ofTurn("1")), 400, "build"],
    ["a policy that is none", () => samplePieces(asked("?policy=lime"), ofSample("0")), 400, "no policy"],
  ])("are refused for %s", async (_, answer, status, words) => {
    const response = await answer();
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toContain(words);
  });
});

async function nodes(): Promise<readonly NodeView[]> {
  const context = inspectContextOf(recorder.runtime);
  return (await readSessionTree(context, SESSION, new URLSearchParams())).view.nodes;
}

async function onBranch(branch: string): Promise<Response> {
  const [node] = await nodes();
  return nodeTokens(asked(`?branch=${branch}`), ofNode(node?.id ?? ""));
}
