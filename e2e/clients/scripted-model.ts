import { COMPACTION_ORDER } from "@/lib/wire/responses/compaction-item";
import type { AnswerWriter } from "@/scenarios/sim/choose-answer";
import type { ClientScript, ScriptedStep, StepWriter } from "./client-script";
import { hermesAnswer } from "./hermes-answer";
import { lastStep, type StoryLine, stepMark } from "./step-mark";

/**
 * Plays a script to whatever prompts a client makes of it: the mark that came last says which step is next, so
 * retries, parallel sub-agents and compacted histories each get the answer that belongs to them. `onLeft` is called
 * when the answer begins during which the client is to be stopped.
 */
export function scriptedModel(script: ClientScript, onLeft: () => void = () => undefined): AnswerWriter {
  const failed = new Set<string>();
  return (heard) => {
    const prompt = heard.prompt();
    const line: StoryLine = lastStep("main", prompt) === null ? "sub" : "main";
    const reached = lastStep(line, prompt);
    if (reached === null) return { text: "There is nothing to do here." };
    const aside = answerAside(heard.conversation.system, sinceLastAnswer(prompt), stepMark(line, reached));
    if (aside !== null) return { text: aside };
    const step = writeStep(line === "main" ? script.main : script.subAgent, reached, prompt);
    const mark = stepMark(line, reached + 1);
    const text = hermesAnswer(step, mark);
    if (failed.has(mark)) return { text };
    failed.add(mark);
    if (step.isLeft) onLeft();
    return { text, ...(step.isLeft ? SLOWLY : {}), ...(step.faultOnce ? faulty(step.faultOnce) : {}) };
  };
}

/** Slow enough to be left half way. */
const SLOWLY = { token_delay_ms: 50 } as const;

/** What was sampled before a fault has time to arrive, as it does at an engine that takes its time. */
function faulty(fault: NonNullable<ScriptedStep["faultOnce"]>) {
  const comesLate = "after_tokens" in fault && (fault.after_tokens ?? 0) > 0;
  return { fault, ...(comesLate ? { token_delay_ms: 20 } : {}) };
}

/** By which a client that keeps its tools declared asks for a summary, or the recorder for one that has it do so. */
const ORDERS = ["CRITICAL: Respond with TEXT ONLY", COMPACTION_ORDER];
const SUMMARY_REQUEST = /CONTEXT CHECKPOINT COMPACTION|summariz|state_snapshot/i;

/** Calls beside the story: titles, summaries, memory. Null when the call is one of the story's own. */
function answerAside(system: string, unanswered: string, mark: string): string | null {
  if (/memory extraction/i.test(system)) return "There is nothing to remember.";
  const declaresTools = system.includes("<tools>");
  if (!declaresTools && /title generator/i.test(system)) return "Editing the notes";
  const asked = declaresTools
    ? ORDERS.some((order) => unanswered.includes(order))
    : SUMMARY_REQUEST.test(unanswered) || SUMMARY_REQUEST.test(system);
  return asked ? `<summary>\nThe notes were read and edited as asked. ${mark}\n</summary>` : null;
}

/** What came in after the model's last answer, as ChatML. */
function sinceLastAnswer(prompt: string): string {
  const segments = prompt.split("<|im_start|>").slice(0, -1);
  return segments.slice(segments.findLastIndex((segment) => segment.startsWith("assistant\n")) + 1).join("");
}

function writeStep(steps: readonly StepWriter[], at: number, prompt: string): ScriptedStep {
  const step = steps[at];
  if (step === undefined) return { text: "All is done. MARK" };
  return typeof step === "function" ? step(prompt) : step;
}
