import type { DriftCause } from "@/lib/core/causes/drift-cause";

/** What a cause means and what to do about it, for the reader who meets it. */
export const CAUSE_WORDS: Readonly<
  Record<DriftCause, { readonly meaning: string; readonly remedy: string }>
> = {
  retokenised: {
    meaning:
      "The bytes are the same, but the tokenizer splits the text otherwise than the model sampled it. Text cannot tell the two apart.",
    remedy: "Let prompts be grafted (TURNTREE_PROMPT=graft): sampled ids then go back as they are.",
  },
  "white space": {
    meaning: "Only white space differs: the client trimmed the answer, or the template writes its own.",
    remedy: "Graft prompts, or keep the client from trimming what it echoes.",
  },
  "tool call re-serialised": {
    meaning:
      "The arguments are the same as JSON, but were written again with other spaces, key order or numbers.",
    remedy:
      "Graft prompts. Without grafting, have the client echo the arguments' text as it came instead of parsing and printing it.",
  },
  "reasoning stripped": {
    meaning:
      "The held answer has a reasoning block that the new prompt leaves out, by the template or the client.",
    remedy:
      "Graft prompts to keep what was really said. If the model is served without old reasoning, train on what it sees: keep this fork.",
  },
  "tool calls dropped": {
    meaning: "The client sent the answer back without some of its tool calls.",
    remedy:
      "Look at what the client does with calls that failed or were refused: it should echo them with a result.",
  },
  "text dropped beside calls": {
    meaning: "The client sent a call back without the text that the model wrote beside it.",
    remedy:
      "TURNTREE_FORGIVE=text dropped beside calls lets sessions go on from what was sampled, so that no such turn forks. Without it each is a sample of its own.",
  },
  "content parts": {
    meaning: "The client sent the text as several parts, which the template writes otherwise than one text.",
    remedy: "Send one text, or graft prompts.",
  },
  "header changed": {
    meaning: "The system text, the tools or the template's arguments are not those of the turns before.",
    remedy:
      "Keep dates, counters and changing tool lists out of the system text, or put them in a user message.",
  },
  compaction: {
    meaning: "The client replaced the history by a summary of it.",
    remedy: "Nothing is wrong: each side trains by itself. A larger context setting makes it rarer.",
  },
  "sub-agent": {
    meaning: "A sub-agent made this call: the client names it, or a tool call handed its task over.",
    remedy: "Nothing is wrong: a sub-agent's turns are samples of their own.",
  },
  "new conversation": {
    meaning: "Another conversation begins in this session; it gives back none of the answers before it.",
    remedy:
      "Nothing is wrong: each conversation trains by itself. Give each a session of its own to reward them apart.",
  },
  "sampled again": {
    meaning: "The same history was sent again without a sign of a retry, and got another answer.",
    remedy: "Nothing is wrong where several answers to one prompt are wanted: each trains.",
  },
  retry: {
    meaning: "The same prompt was sent again, after an answer that was lost or not wanted.",
    remedy: "Look for timeouts between client and recorder if there are many.",
  },
  "truncated anchor": {
    meaning: "The answer before was cut off, so the template closes it where the model had not.",
    remedy: "Raise max_tokens, so that answers end by themselves.",
  },
  "merged generations": {
    meaning: "The client joined two answers into one message.",
    remedy: "Have the client keep each answer a message, or accept the fork: both answers still train.",
  },
  rewritten: {
    meaning: "The client sent back another text than the model sampled.",
    remedy:
      "Find what edits the history: a guard, a repair of tool calls, a prompt manager. What was sampled still trains.",
  },
};
