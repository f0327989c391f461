import { z } from "zod";
import { endingBias } from "@/engines/ending-bias";
import { type LiveBench, liveSessionUrl, postJson } from "@/engines/live-bench";
import { recordedSession } from "@/engines/recorded-session";

const PARAMETERS = {
  type: "object",
  properties: { city: { enum: ["Rome", "Paris"] } },
  required: ["city"],
  additionalProperties: false,
};

const TOOLS = [
  { type: "function", function: { name: "get_weather", description: "Weather.", parameters: PARAMETERS } },
];

const reply = z.object({
  choices: z
    .array(
      z.object({
        message: z.looseObject({ tool_calls: z.array(z.looseObject({ id: z.string() })).nullish() }),
      }),
    )
    .min(1),
});

/** Rounds of a call and its result. */
const ROUNDS = 2;

/**
 * A session of tools, each call demanded so that a model that talks at random makes it too. Says what does not hold: each
 * later prompt is a graft that goes on from exactly the ids of the turn before.
 */
export async function checkedToolSession(bench: LiveBench, session: string): Promise<readonly string[]> {
  const bias = await endingBias();
  const messages: object[] = [{ role: "user", content: "Weather?" }];
  const problems: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const response = await postJson(`${liveSessionUrl(bench, session)}/v1/chat/completions`, {
      ...{ model: "m", temperature: 1, max_tokens: 200, messages, tools: TOOLS },
      ...{ tool_choice: "required", logit_bias: bias },
    });
    const text = await response.text();
    if (!response.ok) return [`${session}: ${response.status} ${text.slice(0, 300)}`];
    const message = reply.parse(JSON.parse(text)).choices[0]?.message;
    const calls = message?.tool_calls ?? [];
    if (message === undefined || calls.length === 0)
      return [`${session}: no call was made: ${text.slice(0, 300)}`];
    messages.push(message);
    for (const { id } of calls)
      messages.push({ role: "tool", tool_call_id: id, content: "21 °C, <|im_end|>" });
  }
  const { calls } = await recordedSession(bench.turntree, session);
  for (const [i, { turn, promptIds }] of calls.entries()) {
    const before = calls[i - 1];
    if (before === undefined) continue;
    const sequence = [...before.promptIds, ...before.turn.outputIds];
    const goesOn = promptIds.subarray(0, sequence.length).join() === sequence.join();
    if (turn.promptBuild !== "graft" || !goesOn) problems.push(`${session}, turn ${turn.index}: no graft`);
  }
  return calls.length === ROUNDS ? problems : [...problems, `${session}: ${calls.length} turns`];
}
