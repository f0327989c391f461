import { z } from "zod";

const list = z.object({ sessions: z.array(z.object({ id: z.string() })) });

const tree = z.object({
  view: z.object({
    nodes: z.array(z.object({ first_turn: z.int(), fork_cause: z.string().nullable() })),
    turns: z.array(
      z.object({
        index: z.int(),
        delivery: z.string(),
        finish_reason: z.string(),
        auxiliary: z.string(),
        retry_of: z.int().nullable(),
        sub_agent: z.string().nullable(),
      }),
    ),
    ledger: z.object({ sampled: z.int(), trained: z.int(), balanced: z.boolean() }),
  }),
});

const acceptedRewrite = z.object({
  turn: z.int().nullable(),
  message_index: z.int(),
  tolerance: z.string(),
});

/** Lines of `turns.jsonl`; what a turn takes over from an earlier one stands as a `copy`. */
const turnsLine = z.discriminatedUnion("type", [
  z.object({ type: z.literal("session") }),
  z.object({
    type: z.literal("turn"),
    accepted_rewrites: z.array(z.union([z.object({ copy: z.array(z.int()) }), acceptedRewrite])),
  }),
]);

const sample = z.object({
  tokens: z.array(z.int()),
  response_length: z.int(),
  loss_mask: z.array(z.int()),
  rollout_log_probs: z.array(z.number()),
});

const generations = z.array(
  z.object({
    input_ids: z.array(z.int()),
    output_ids: z.array(z.int()),
    log_probs: z.array(z.number()),
  }),
);

export type RecordedTree = z.infer<typeof tree>["view"];
export type RecordedSample = z.infer<typeof sample>;

/** Everything that a run reads back over HTTP: what Turntree recorded, and what the engine says it sampled. */
export interface RecordedRun {
  readonly sessionIds: readonly string[];
  readonly tree: RecordedTree;
  /** The tolerance of every accepted rewrite: one for each answer and way in which it was given back. */
  readonly rewrites: readonly string[];
  readonly samples: readonly RecordedSample[];
  readonly generations: z.infer<typeof generations>;
}

/** Reads the one session that a run should have left. Throws when there is none. */
export async function readRecordedRun(turntreeUrl: string, engineUrl: string): Promise<RecordedRun> {
  const { sessions } = list.parse(await getJson(`${turntreeUrl}/api/sessions`));
  const [first] = sessions;
  if (first === undefined) throw new Error("No session was recorded.");
  const base = `${turntreeUrl}/api/sessions/${encodeURIComponent(first.id)}`;
  return {
    sessionIds: sessions.map(({ id }) => id),
    tree: tree.parse(await getJson(`${base}/tree`)).view,
    rewrites: rewritesOf((await getLines(`${base}/turns.jsonl`)).map((line) => turnsLine.parse(line))),
    samples: (await getLines(`${base}/samples.jsonl`)).map((line) => sample.parse(line)),
    generations: generations.parse(await getJson(`${engineUrl}/sim/generations`)),
  };
}

function rewritesOf(lines: readonly z.infer<typeof turnsLine>[]): readonly string[] {
  const found = new Map<string, string>();
  for (const line of lines) {
    if (line.type === "session") continue;
    for (const rewrite of line.accepted_rewrites) {
      if ("copy" in rewrite) continue;
      const message = rewrite.turn ?? ["prompt", rewrite.message_index];
      found.set(JSON.stringify([message, rewrite.tolerance]), rewrite.tolerance);
    }
  }
  return [...found.values()];
}

async function getLines(url: string): Promise<unknown[]> {
  const lines = (await getText(url)).split("\n").filter((line) => line !== "");
  return lines.map((line): unknown => JSON.parse(line));
}

async function getText(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}

async function getJson(url: string): Promise<unknown> {
  return JSON.parse(await getText(url));
}
