import type { AnswerWriter } from "@/scenarios/sim/choose-answer";
import type { HeardConversation } from "@/scenarios/sim/read-conversation";
import type { ClientScript, ScriptedStep, StepWriter } from "./client-script";
import { hermesAnswer } from "./hermes-answer";
import { lastStep, type StoryLine, stepMark } from "./step-mark";

/**
 * Plays a script to whatever prompts a client makes of it: the mark that came last says which step is next, so
 * retries, parallel sub-agents and compacted histories each get the answer that belongs to them.
 */
export function scriptedModel(script: ClientScript): AnswerWriter {
  const failed = new Set<string>();
  return ({ conversation, prompt }) => {
    const text = prompt();
    const line: StoryLine = lastStep("main", text) === null ? "sub" : "main";
    const reached = lastStep(line, text);
    if (reached === null) return { text: "There is nothing to do here." };
    const aside = answerAside(conversation, stepMark(line, reached));
    if (aside !== null) return { text: aside };
    const step = writeStep(line === "main" ? script.main : script.subAgent, reached, text);
    const mark = stepMark(line, reached + 1);
    if (step.faultOnce !== undefined && !failed.has(mark)) {
      failed.add(mark);
      return { text: hermesAnswer(step, mark), fault: step.faultOnce };
    }
    return { text: hermesAnswer(step, mark) };
  };
}

const SUMMARY_REQUEST = /CONTEXT CHECKPOINT COMPACTION|TEXT ONLY|summar|compress|checkpoint/i;

/** Calls beside the story: titles, summaries, memory. Null when the call is one of the story's own. */
function answerAside({ system, last }: HeardConversation, mark: string): string | null {
  if (/memory extraction/i.test(system)) return "There is nothing to remember.";
  const declaresTools = system.includes("<tools>");
  const asksForSummary = SUMMARY_REQUEST.test(last.text) || (!declaresTools && SUMMARY_REQUEST.test(system));
  if (last.role === "user" && asksForSummary && !last.text.trimEnd().endsWith(mark)) {
    return `<summary>\nThe notes were read and edited as asked. ${mark}\n</summary>`;
  }
  return declaresTools ? null : "Editing the notes";
}

function writeStep(steps: readonly StepWriter[], at: number, prompt: string): ScriptedStep {
  const step = steps[at];
  if (step === undefined) return { text: "All is done. MARK" };
  return typeof step === "function" ? step(prompt) : step;
}
