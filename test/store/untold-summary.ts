import type { SessionRecord, Store } from "@/lib/store/store";
import { assistant, system, user } from "@/test/recording/messages";
import { sessionForStore } from "./session-for-store";
import { turnForStore } from "./turn-for-store";

/**
 * Records a session as releases before did: a summary of the conversation counts as part of it in turn 2, turn 3 goes
 * on from it, and a task of one token counts as a warm-up in turn 4.
 */
export async function recordUntoldSummary(store: Store, id: string): Promise<SessionRecord> {
  const summary = "The build was broken, and the Makefile has a rule for all of it now.";
  const agent = system("You are an agent.");
  const fixed = assistant("The build is fixed now.");
  await store.openSession(sessionForStore(id));
  const turns = [
    { promptMessages: [agent, user("Fix the build.")], responseMessage: fixed },
    {
      promptMessages: [system("You summarize conversations."), user("Assistant: The build is fixed now.")],
      responseMessage: assistant(summary),
    },
    { promptMessages: [agent, user(`So far: ${summary}`)], responseMessage: assistant("Good.") },
    {
      promptMessages: [system("Answer with one letter."), user("Which planet is the largest?")],
      responseMessage: assistant("B"),
      auxiliary: "warm_up",
    },
  ] as const;
  for (const [at, turn] of turns.entries()) await store.appendTurn(id, turnForStore([at], [9], turn));
  const session = await store.findSession(id);
  if (session === null) throw new Error(`The session ${id} was not recorded.`);
  return session;
}
