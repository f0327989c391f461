import type { WireTap } from "@/engines/wire/wire-tap";
import type { EngineStart } from "./engine-starts";
import type { RecordedCall } from "./recorded-session";
import { recordedSession } from "./recorded-session";

/** A built Turntree before a live engine, with a tap between them. */
export interface LiveBench {
  readonly start: EngineStart;
  /** Whether everything is proven; else what `.ci/run` has the time for. */
  readonly isWhole: boolean;
  /** Address of Turntree. */
  readonly turntree: string;
  /** Its database. */
  readonly databaseUrl: string;
  /** The engine itself, past the tap. */
  readonly engine: string;
  readonly tap: WireTap;
  /** The name under which the engine serves its model. */
  readonly servedName: string;
  /** Ends the engine at once, all of its processes. */
  readonly killEngine: () => Promise<void>;
  /** Stops all of its processes where they are, or lets them go on. */
  readonly holdEngine: (isHeld: boolean) => void;
  /** Ends it, starts it again under the same address, and waits until it is ready. */
  readonly restartEngine: (how: EngineRestart) => Promise<void>;
  /** Does something with a Turntree of other settings and a database of its own, before the same engine and tap. */
  readonly withTurntree: <T>(
    settings: Readonly<Record<string, string>>,
    work: (bench: LiveBench) => Promise<T>,
  ) => Promise<T>;
}

/** How an engine is started that stands in the place of another. */
export interface EngineRestart {
  readonly servedName: string;
  /** Folder of a tokenizer that is not the model's; the model's unless given. */
  readonly tokenizer?: string;
}

/** Base URL of a session. */
export function liveSessionUrl({ turntree }: Pick<LiveBench, "turntree">, session: string): string {
  return `${turntree}/s/${session}`;
}

/** The recorded calls of many sessions. */
export async function callsOf({ turntree }: LiveBench, sessions: readonly string[]): Promise<RecordedCall[]> {
  const all = await Promise.all(sessions.map((session) => recordedSession(turntree, session)));
  return all.flatMap(({ calls }) => calls);
}

/** Sends JSON to a URL. */
export function postJson(
  url: string,
  body: unknown,
  signal?: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    // A connection that rested may just have been ended by its server, which a busy client learns too late.
    headers: { "content-type": "application/json", connection: "close", ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}
