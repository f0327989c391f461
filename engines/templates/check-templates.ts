import { z } from "zod";
import type { CheckReport } from "@/engines/check-report";
import { type LiveBench, postJson } from "@/engines/live-bench";
import { errorMessage } from "@/lib/core/base/error-message";
import { parseJson } from "@/lib/core/json/parse-json";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { readChatRequest } from "@/lib/wire/chat/read-chat-request";
import { MEANT_DIFFERENCES } from "./meant-differences";
import { type SentConversation, variedConversations } from "./varied-conversations";

const tokenized = z.object({ tokens: z.array(z.int()) });

/**
 * Conversations as the recorder renders them against the engine's own template, id by id. Where they differ, differences
 * that are meant are taken away one after another; what still differs then is a fault.
 */
export async function checkTemplates(bench: LiveBench): Promise<CheckReport> {
  const model = await loadLanguageModel("qwen3");
  const conversations = variedConversations();
  const counts = new Map<string, number>();
  const problems: string[] = [];
  for (const [i, conversation] of conversations.entries()) {
    const found = await differenceOf(bench, model, conversation).catch(errorMessage);
    const name = found === null || found.startsWith("meant: ") ? (found ?? SAME) : "differs";
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (name === "differs") problems.push(`conversation ${i}: ${found}`);
  }
  return {
    check: "prompts rendered as the engine's own template",
    figures: `${conversations.length} conversations; ${[...counts].map(([name, count]) => `${name}: ${count}`).join("; ")}`,
    problems,
  };
}

const SAME = "the same ids";

/** Null where both render the same ids; else the meant differences, or where they part. */
async function differenceOf(
  bench: LiveBench,
  model: LanguageModel,
  conversation: SentConversation,
): Promise<string | null> {
  let sent = conversation;
  let words = await parting(bench, model, sent);
  const taken: string[] = [];
  for (const { name, without } of MEANT_DIFFERENCES) {
    if (words === null) break;
    const next = without(sent);
    if (JSON.stringify(next) === JSON.stringify(sent)) continue;
    const left = await parting(bench, model, next);
    // One that changes nothing of what differs is none of the reasons; it is taken away all the same.
    if (left !== words) taken.push(name);
    sent = next;
    words = left;
  }
  if (words !== null) return words;
  return taken.length === 0 ? null : `meant: ${taken.join(" + ")}`;
}

/** Where the two renderings part, in words; null where they do not. */
async function parting(
  bench: LiveBench,
  model: LanguageModel,
  sent: SentConversation,
): Promise<string | null> {
  const { messages, chat_template_kwargs: args } = sent;
  const body = {
    messages,
    ...(sent.tools.length > 0 && { tools: sent.tools }),
    ...(Object.keys(args).length > 0 && { chat_template_kwargs: args }),
  };
  const route = bench.start.engine === "vllm" ? "/tokenize" : "/v1/tokenize";
  const asked = { ...body, model: bench.servedName, add_generation_prompt: true };
  const response = await postJson(`${bench.engine}${route}`, asked);
  const text = await response.text();
  if (!response.ok) return `the engine answers ${response.status}: ${text.slice(0, 200)}`;
  const theirs = tokenized.parse(JSON.parse(text)).tokens;
  const request = readChatRequest(parseJson(JSON.stringify(body)), { media: "refuse" });
  const ours = model.render({
    messages: request.messages,
    tools: request.tools,
    templateArguments: request.templateArguments,
    addGenerationPrompt: true,
  }).ids;
  const at = [...ours, -1].findIndex((id, i) => id !== (theirs[i] ?? -1));
  if (at < 0 && theirs.length === ours.length) return null;
  const around = (ids: ArrayLike<number>) =>
    JSON.stringify(model.decode(Int32Array.from(ids).subarray(Math.max(0, at - 6), at + 14)));
  return `at ${at}: the engine has ${around(theirs)}, Turntree ${around(ours)}`;
}
