import { parseJson } from "@/lib/core/json/parse-json";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { SaidBefore } from "@/lib/core/side-calls/said-before";
import { assistant, bashCall, user } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";

/** What was said in the session: by the user, by the model, and as an argument of its call. */
export const SAID = {
  asked: "Please edit the notes of today.",
  answered: "The notes are edited.",
  command: "echo 'third line' >> notes.txt",
} as const;

export const BASH_TOOL = { type: "function", function: { name: "bash", parameters: {} } } as const;

/** A session of one turn, in which the model was offered a tool unless said otherwise. */
export function saidSession({
  tools = [BASH_TOOL],
}: {
  readonly tools?: readonly object[];
} = {}): SaidBefore {
  const said = new SaidBefore();
  said.add(
    turnOf({
      promptMessages: [user(SAID.asked)],
      responseMessage: assistant(SAID.answered, bashCall(SAID.command)),
      ...readTurnFacts({ tools: parseJson(JSON.stringify(tools)) }, "refuse"),
    }),
  );
  return said;
}

/** The session's conversation, then one message of the user. */
export function afterConversation(order: string, rest: object = {}) {
  return {
    messages: [
      { role: "system", content: "You are an agent." },
      { role: "user", content: SAID.asked },
      { role: "assistant", content: SAID.answered },
      { role: "user", content: order },
    ],
    ...rest,
  };
}

/** One message, under a system text unless it is empty. */
export function oneMessage(system: string, text: string) {
  return {
    messages: [
      ...(system === "" ? [] : [{ role: "system", content: system }]),
      { role: "user", content: text },
    ],
  };
}
