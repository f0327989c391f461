import { openStore } from "@/lib/store/open-store";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import { assistant, toolResult, user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";

/**
 * A process for the crash test: opens the session if nobody did, writes turns to it as fast as it can and prints each index once its write
 * was acknowledged. It ends only when it is killed. Arguments: the database URL, the session, what a
 * write waits for.
 */
async function writeForever([databaseUrl, session, durability]: readonly string[]): Promise<void> {
  if (!databaseUrl || !session) throw new Error("usage: crash-writer.ts DATABASE_URL SESSION [relaxed]");
  const store = await openStore({ databaseUrl, durability: durability === "relaxed" ? "relaxed" : "reply" });
  await store.openSession(sessionForStore(session)).catch((error: unknown) => {
    if (!(error instanceof SessionExistsError)) throw error;
  });
  let prompt = [1, 2, 3];
  const messages = [user("go")];
  for (;;) {
    const output = Array.from({ length: 50 }, (_, i) => prompt.length + i);
    const answer = assistant(`answer ${prompt.length}`);
    const given = { promptMessages: [...messages], responseMessage: answer };
    const index = await store.appendTurn(session, turnForStore(prompt, output, given));
    process.stdout.write(`${index}\n`);
    prompt = [...prompt, ...output, 9];
    messages.push(answer, toolResult("next"));
  }
}

await writeForever(process.argv.slice(2));
