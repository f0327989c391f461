import type { AnswerWriter } from "@/scenarios/sim/choose-answer";
import type { ClientScript, ScriptedStep, StepWriter } from "./client-script";
import { hermesAnswer } from "./hermes-answer";
import { lastStep, type StoryLine, stepMark } from "./step-mark";

/**
 * Plays a script to whatever prompts a client makes of it: the mark that came last says which step is next, so
 * retries, parallel sub-agents and compacted histories each get the answer that belongs to them.
 */
export function scriptedModel(script: ClientScript): AnswerWriter {
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
    if (step.faultOnce === undefined || failed.has(mark)) return { text };
    failed.add(mark);
    return { text, fault: step.faultOnce };
  };
}

/** By which a client that keeps its tools declared asks for a summary. */
const TEXT_ONLY = "CRITICAL: Respond with TEXT ONLY";
const SUMMARY_REQUEST = /CONTEXT CHECKPOINT COMPACTION|summariz|state_snapshot/i;

/** Calls beside the story: titles, summaries, memory. Null when the call is one of the story's own. */
function answerAside(system: string, unanswered: string, mark: string): string | null {
  if (/memory extraction/i.test(system)) return "There is nothing to remember.";
  const declaresTools = system.includes("<tools>");
  if (!declaresTools && /title generator/i.test(system)) return "Editing the notes";
  const asked = declaresTools
    ? unanswered.includes(TEXT_ONLY)
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
