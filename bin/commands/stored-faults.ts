import { UsageError } from "@/bin/io/usage-error";
import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import type { Policy } from "@/lib/core/policy/policy";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { sessionIds } from "@/lib/export/session-ids";
import type { Fault } from "@/lib/inspect/verify/fault";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { Settings } from "@/lib/settings/settings";
import type { SessionRecord, Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Which sessions are looked at, all where none is named, and under which policy; else each under its own. */
interface StoredFlags {
  readonly session: readonly string[];
  readonly policy?: string;
}

/**
 * What is wrong with stored sessions, a list a session, after what the database says of itself. Throws `UsageError` for
 * a session that is not there.
 */
export async function* storedFaults(
  store: Store,
  flags: StoredFlags,
  settings: Settings,
): AsyncGenerator<Fault[]> {
  const modelOf = modelsOf(settings);
  const damage = flags.session.length > 0 ? [] : await store.findDamage();
  if (damage.length > 0) {
    yield damage.map((words) => ({ session: "", turn: null, sample: null, reason: `database: ${words}` }));
  }
  for await (const id of sessionIds(store, { sessions: flags.session })) {
    const session = await store.findSession(id);
    if (!session) throw new UsageError(`there is no session "${id}"`);
    if (session.status === "dropped") continue;
    const verified = verifySession(store, session, policyOf(session, flags, settings), modelOf);
    yield await readableFaults(id, verified);
  }
}

/** A session that the database does not give is a fault of that session. */
async function readableFaults(session: string, verified: Promise<Fault[]>): Promise<Fault[]> {
  try {
    return await verified;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return [{ session, turn: null, sample: null, reason: error.message }];
  }
}

/** Loads each model once. A tokenizer that is not here leaves its replies unread, and the terminal says so. */
function modelsOf({
  toolParser,
  reasoningParser,
}: Settings): (name: string) => Promise<LanguageModel | null> {
  const models = new Map<string, Promise<LanguageModel | null>>();
  const load = (name: string) =>
    loadLanguageModel(name, { toolParser, reasoningParser }).catch((error: unknown) => {
      process.stderr.write(`replies are not read again with the tokenizer ${name}: ${errorMessage(error)}\n`);
      return null;
    });
  return (name) => {
    const model = models.get(name) ?? load(name);
    models.set(name, model);
    return model;
  };
}

/** The policy that a session is looked at under. Throws `UsageError` for one that does not exist. */
export function policyOf(
  session: SessionRecord,
  flags: Pick<StoredFlags, "policy">,
  settings: Settings,
): Policy {
  try {
    return sessionPolicy(session, { policy: flags.policy ?? null, overrides: {} }, serverPolicy(settings));
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(error.message) : error;
  }
}
