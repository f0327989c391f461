import { hasSystemText, onlyQuestion } from "./call-texts";
import type { SideCallRule, ToldCall } from "./told-call";

/** Words that no task consists of, as clients send them to see whether a model answers at all. */
const PINGS: ReadonlySet<string> = new Set(["ping", "test", "hi", "hey how's it going?"]);

/** A probe has no use for an answer. */
const MOST_PROBE_TOKENS = 16;

/** The call's one question in small letters, where it has neither system text nor tools; null elsewhere. */
function bareQuestion(call: ToldCall): string | null {
  if (call.tools.length > 0 || hasSystemText(call)) return null;
  return onlyQuestion(call)?.toLowerCase() ?? null;
}

/**
 * Rules for calls that see whether a model is there. Each is told by its very words: a short question with few tokens
 * for the answer is as likely a task.
 */
export const PROBE_RULES = [
  {
    name: "quota_probe",
    kind: "quota_probe",
    by: "shape",
    shape: 'The one word "quota", no system text, no tools, one token asked for.',
    evidence: (call) =>
      bareQuestion(call) === "quota" && call.maxTokens === 1 ? '"quota", with max_tokens 1' : null,
  },
  {
    name: "ping_probe",
    kind: "health_probe",
    by: "shape",
    shape: `One of the words ${[...PINGS].join(", ")} alone, no system text, no tools, at most ${MOST_PROBE_TOKENS} tokens asked for.`,
    evidence(call) {
      const question = bareQuestion(call);
      if (question === null || !PINGS.has(question)) return null;
      const { maxTokens } = call;
      return maxTokens !== null && maxTokens <= MOST_PROBE_TOKENS
        ? `"${question}", with max_tokens ${maxTokens}`
        : null;
    },
  },
  {
    name: "hello_probe",
    kind: "health_probe",
    by: "shape",
    shape: "The one message \"Please say 'hello, world'\", no system text, no tools, as inspect-ai asks it.",
    evidence: (call) =>
      bareQuestion(call) === "please say 'hello, world'" ? "\"Please say 'hello, world'\"" : null,
  },
] as const satisfies readonly SideCallRule[];
