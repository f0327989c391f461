import { z } from "zod";
import { evidenceDifferences } from "@/engines/wire/compare-evidence";
import { generationOf } from "@/engines/wire/generation-of";
import { wireEvidence } from "@/engines/wire/wire-evidence";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import type { CheckReport } from "./check-report";
import { type LiveBench, liveSessionUrl, postJson } from "./live-bench";
import { type RecordedEvidence, recordedEvidence } from "./recorded-evidence";
import { type RecordedCall, recordedSession } from "./recorded-session";

/** The likeliest tokens that the session asks for, and those that the client is told. */
const TOP = 3;
const CLIENT_TOP = 2;

const CHECK = "evidence as on the wire";

const QUESTIONS = ["Tell something.", "And more of it."];

const told = z.array(
  z.object({ logprob: z.number(), top_logprobs: z.array(z.object({ logprob: z.number() })) }),
);
const ids = z.array(z.int()).nullish();
const chunk = z.object({
  prompt_token_ids: ids,
  choices: z.array(
    z.object({
      token_ids: ids,
      logprobs: z.object({ content: told.nullish() }).nullish(),
      message: z.object({ content: z.string().nullish() }).optional(),
      delta: z.object({ content: z.string().nullish() }).optional(),
    }),
  ),
});

type EvidenceBench = Pick<LiveBench, "start" | "tap" | "turntree">;

/** Everything that the engine tells of sampled tokens is recorded as it was told, streamed or not. */
export async function checkEvidence(bench: EvidenceBench): Promise<CheckReport> {
  const problems: string[] = [];
  let tokens = 0;
  let tellsWeights = false;
  for (const streamed of [false, true]) {
    const session = `evidence-${streamed ? "streamed" : "whole"}`;
    const opened = { id: session, evidence: `weights,top:${TOP},entropy,support,experts` };
    const response = await postJson(`${bench.turntree}/api/sessions`, opened);
    if (!response.ok) throw new Error(`${session}: ${response.status} ${await response.text()}`);
    const shown = await talk(bench, session, streamed);
    const evidence = await recordedEvidence(bench.turntree, session);
    const { calls } = await recordedSession(bench.turntree, session);
    if (calls.length !== QUESTIONS.length) problems.push(`${session}: ${calls.length} turns`);
    for (const [i, call] of calls.entries()) {
      tokens += call.turn.outputIds.length;
      tellsWeights ||= weightSpansOf(call.turn).length > 0;
      const found = [...problemsOf(bench, call, evidence[i]), ...clientProblems(call, shown[i], evidence[i])];
      problems.push(...found.map((problem) => `${session}, turn ${i + 1}: ${problem}`));
    }
    const [first, second] = evidence;
    const end = (first?.expertsFrom ?? 0) + (first?.experts.length ?? 0);
    if (second?.kinds.includes("experts") && second.expertsFrom !== end) {
      problems.push(`${session}: experts are told from ${second.expertsFrom} on, not from ${end}`);
    }
  }
  const kinds = bench.start.evidence.map((kind) => (kind === "top" ? `top:${TOP}` : kind));
  return {
    check: CHECK,
    figures: `${[...(tellsWeights ? ["weights"] : []), ...kinds].join(", ")} of ${tokens} tokens, and \`top_logprobs\` and \`return_token_ids\` as the client is told`,
    problems,
  };
}

/** What a client was told of the tokens of a turn. */
interface Shown {
  readonly logProbs: z.infer<typeof told>;
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
}

/** Two turns; what the client was told of the tokens of each. */
async function talk(bench: EvidenceBench, session: string, streamed: boolean): Promise<readonly Shown[]> {
  const messages: object[] = [];
  const shown: Shown[] = [];
  for (const content of QUESTIONS) {
    messages.push({ role: "user", content });
    const response = await postJson(`${liveSessionUrl(bench, session)}/v1/chat/completions`, {
      ...{ model: "m", messages, max_tokens: 24, temperature: 1, top_k: 40, top_p: 0.95, stream: streamed },
      ...{ logprobs: true, top_logprobs: CLIENT_TOP, return_token_ids: true },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${session}: ${response.status} ${text.slice(0, 200)}`);
    const events = text.split("\n").flatMap((line) => (line.startsWith("data: {") ? [line.slice(6)] : []));
    const documents = (streamed ? events : [text]).map((one) => chunk.parse(JSON.parse(one)));
    const choices = documents.flatMap((one) => one.choices);
    shown.push({
      logProbs: choices.flatMap(({ logprobs }) => logprobs?.content ?? []),
      promptIds: documents.flatMap((one) => one.prompt_token_ids ?? []),
      outputIds: choices.flatMap(({ token_ids }) => token_ids ?? []),
    });
    const said = choices.map(({ message, delta }) => message?.content ?? delta?.content ?? "").join("");
    messages.push({ role: "assistant", content: said });
  }
  return shown;
}

function problemsOf(
  { start, tap }: EvidenceBench,
  call: RecordedCall,
  evidence: RecordedEvidence | undefined,
): readonly string[] {
  const generation = generationOf(call, tap.exchanges);
  if (generation === null || evidence === undefined) return ["no generation on the wire is this turn's"];
  const wire = wireEvidence(generation);
  const weights = weightSpansOf(call.turn).flatMap(({ version, start: from, end }) =>
    Array<string>(end - from).fill(version),
  );
  return [
    ...(evidence.kinds.join() === start.evidence.join()
      ? []
      : [`recorded: ${evidence.kinds.join()}, not ${start.evidence.join()}`]),
    ...evidenceDifferences(evidence, wire, TOP),
    ...(wire.weights.slice(0, weights.length).join() === weights.join()
      ? []
      : [`weights ${weights.join()}, on the wire ${wire.weights.join()}`]),
  ];
}

/** A client is told the ids, the log-probs and the likeliest tokens that were recorded, token by token. */
function clientProblems(
  { promptIds, turn }: RecordedCall,
  shown: Shown | undefined,
  evidence: RecordedEvidence | undefined,
): readonly string[] {
  if (shown === undefined) return ["the client was told nothing"];
  const logProbs = turn.outputLogProbs ?? [];
  const others = shown.logProbs.filter(({ logprob }, i) => logprob !== logProbs[i]).length;
  const likeliest = (evidence?.top ?? []).map((list) =>
    list.slice(0, CLIENT_TOP).map(({ logProb }) => logProb),
  );
  const told = shown.logProbs.map((one) => one.top_logprobs.map(({ logprob }) => Math.fround(logprob)));
  return [
    ...(shown.logProbs.length === logProbs.length
      ? []
      : [`${shown.logProbs.length} log-probs told of ${logProbs.length}`]),
    ...(others === 0 ? [] : [`${others} log-probs told are not those recorded`]),
    ...(told.join(";") === likeliest.join(";") ? [] : ["the likeliest tokens told are not those recorded"]),
    ...(shown.promptIds.join() === promptIds.join() && shown.outputIds.join() === turn.outputIds.join()
      ? []
      : ["the ids told are not those recorded"]),
  ];
}
