import type { EngineStart } from "@/engines/engine-starts";
import type { LiveBench } from "@/engines/live-bench";
import type { LiveRecording } from "@/engines/recorded-session";
import { pauseEngine, resumeEngine } from "./engine-controls";
import { type ClientView, faultCall } from "./fault-client";

/** One fault of an engine or a client, and what must become of it. */
export interface LiveFault {
  readonly name: string;
  /** Where it can be brought about; everywhere unless given. */
  readonly where?: (start: EngineStart) => boolean;
  /** Whether it is played in the whole matrix alone. */
  readonly isRare?: boolean;
  /** Settings of a Turntree of its own; the one of all other faults unless given. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Brings it about and says what the client got; the session is named after the fault. */
  readonly play: (bench: LiveBench, session: string) => Promise<ClientView>;
  readonly expect: {
    readonly client: (view: ClientView) => boolean;
    /** `nothing` recorded, a turn that is `whole`, or one of what came until then (`part`). */
    readonly recorded: "nothing" | "whole" | "part";
    readonly trains: boolean;
  };
  /** What more must hold of what was recorded: what does not, in words. */
  readonly proof?: (bench: LiveBench, recording: LiveRecording) => readonly string[];
}

/** Longer than any fault here waits for: the engine is killed or left in its middle. */
const LONG = 3000;

/** How long an engine is paused or held, in ms. */
const PAUSE_MS = 3_000;

/** How long it is paused in the middle of an answer; a minute at the starts that are run in the whole matrix alone. */
function longPauseMs({ start }: LiveBench): number {
  return start.usual ? PAUSE_MS : 60_000;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isRefused = ({ status, retryAfter }: ClientView) => [502, 503].includes(status) && retryAfter !== null;

/** What a client gets whose answer came to its end. */
export const WHOLE_ANSWER = {
  client: ({ end }: ClientView) => end === "whole",
  recorded: "whole",
  trains: true,
} as const;

const NOTHING = { recorded: "nothing", trains: false } as const;

/** The faults that a running engine survives, in the order in which they are played. */
export const LIVE_FAULTS: readonly LiveFault[] = [
  {
    name: "a prompt longer than the engine takes",
    play: (bench, session) => faultCall(bench, { session, streamed: true, content: "word ".repeat(6_000) }),
    expect: {
      ...NOTHING,
      client: ({ status, error }) => status === 400 && /context|4096/i.test(error ?? ""),
    },
  },
  {
    name: "no `max_tokens`, a context shorter than the settings'",
    play: (bench, session) =>
      faultCall(bench, { session, streamed: false, maxTokens: 100_000, content: "word ".repeat(3_700) }),
    expect: WHOLE_ANSWER,
  },
  {
    name: "a bias of an id outside the vocabulary",
    play: (bench, session) =>
      faultCall(bench, { session, streamed: true, more: { logit_bias: { 999999: 5 } } }),
    expect: {
      ...NOTHING,
      client: ({ status, error }) => status === 400 && /999999/.test(error ?? ""),
    },
  },
  {
    name: "a first token that is long in coming",
    async play(bench, session) {
      bench.holdEngine(true);
      const called = faultCall(bench, { session, streamed: true });
      await wait(PAUSE_MS);
      bench.holdEngine(false);
      return called;
    },
    expect: WHOLE_ANSWER,
  },
  {
    name: "paused before a call, then resumed",
    async play(bench, session) {
      await pauseEngine(bench);
      const called = faultCall(bench, { session, streamed: true });
      await wait(PAUSE_MS);
      await resumeEngine(bench);
      return called;
    },
    expect: WHOLE_ANSWER,
  },
  {
    name: "paused in the middle of an answer, then resumed",
    async play(bench, session) {
      return faultCall(bench, {
        ...{ session, streamed: true, maxTokens: 120 },
        onFirstPiece: () =>
          void pauseEngine(bench)
            .then(() => wait(longPauseMs(bench)))
            .then(() => resumeEngine(bench))
            .catch(() => undefined),
      });
    },
    expect: WHOLE_ANSWER,
  },
  {
    name: "the client leaves in the middle of an answer",
    play: (bench, session) =>
      faultCall(bench, {
        ...{ session, streamed: true, maxTokens: LONG },
        onFirstPiece: (leave) => leave(),
      }),
    expect: { client: ({ end }) => end === "left", recorded: "part", trains: false },
  },
];

/** Played before the engine is ready. */
export const LOADING_FAULT: LiveFault = {
  name: "the engine is still loading",
  play: (bench, session) => faultCall(bench, { session, streamed: true }),
  expect: { ...NOTHING, client: isRefused },
};

/** Played last, since no engine is there afterwards. */
export const LAST_FAULTS: readonly LiveFault[] = [
  {
    name: "the engine is killed in the middle of an answer, and stays away",
    play: (bench, session) =>
      faultCall(bench, {
        ...{ session, streamed: true, maxTokens: LONG },
        onFirstPiece: () => void bench.killEngine(),
      }),
    expect: {
      client: ({ end }) => end === "cut" || end === "error",
      recorded: "part",
      trains: false,
    },
  },
  {
    name: "the engine is gone",
    play: (bench, session) => faultCall(bench, { session, streamed: false }),
    expect: { ...NOTHING, client: isRefused },
  },
];
