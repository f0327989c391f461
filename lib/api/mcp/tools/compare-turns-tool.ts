import { z } from "zod";
import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { firstDifference } from "@/lib/core/verdict/first-difference";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { policyQuery, toolSession } from "./tool-session";

/** What a later prompt holds in an answer's place. */
export const compareTurnsTool = mcpTool({
  name: "compare_turns",
  description:
    "Compares what turn `turn` left, prompt and answer, with what the prompt of turn `by` holds: how many tokens they share " +
    "from the beginning, and the first tokens of the answer that the prompt spells otherwise.",
  input: toolSession.extend({ turn: z.int().min(1), by: z.int().min(1) }),
  async run({ session, policy, turn, by }, { context, pageOf }) {
    const inspected = await inspectSession(context, session, policyQuery({ policy }));
    const { recording, view } = inspected;
    for (const one of [turn, by]) {
      if (recording.turns[one - 1] === undefined) throw new NotFoundError(`The session has no turn ${one}.`);
    }
    const found = firstDifference(recording, turn, by);
    const vocabulary = await context.vocabularyOf(tokenizerOf(inspected, { of: "turn", turn }));
    const text = (ids: readonly number[]) =>
      Buffer.concat(ids.map((id) => vocabulary.tokenBytes(id))).toString("utf8");
    const node = view.nodes[view.turns[by - 1]?.node ?? -1];
    return {
      shared_tokens: recording.prompts.commonPrefix(turn, by),
      prompt_tokens: recording.prompts.length(turn),
      answer_tokens: recording.turns[turn - 1]?.outputIds.length ?? 0,
      difference:
        found === null
          ? null
          : {
              at_in_answer: found.at,
              sampled: { ids: [...found.held], text: text(found.held) },
              in_prompt: { ids: [...found.incoming], text: text(found.incoming) },
            },
      page: pageOf(`/sessions/${encodeURIComponent(session)}`, { policy, node: node?.id, tab: "diff" }),
    };
  },
});
