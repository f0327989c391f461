import type { EngineStart } from "@/engines/engine-starts";
import type { LiveBench } from "@/engines/live-bench";
import { errorMessage } from "@/lib/core/base/error-message";
import {
  abortAll,
  loadWeights,
  nameWeights,
  pauseEngine,
  resumeEngine,
  sleepAndWake,
} from "./engine-controls";
import { whenSampling } from "./engine-idleness";
import { type ClientView, clientWords, faultCall } from "./fault-client";
import { type LiveFault, WHOLE_ANSWER } from "./live-faults";
import { proveContinuation } from "./prove-continuation";

/** So many tokens that a quick engine still samples when it is seen to, and told to stop. */
const TOKENS = 1_600;

const isSglang = ({ engine }: EngineStart) => engine === "sglang";
const isVllm = ({ engine }: EngineStart) => engine === "vllm";

/** What is done to an engine in the middle of an answer, and what the answer must have come from. */
interface Interruption {
  readonly name: string;
  readonly where?: (start: EngineStart) => boolean;
  /** Whether it is played in the whole matrix alone. */
  readonly isRare?: boolean;
  /** False: the client waits for its answer in one piece. */
  readonly streamed?: boolean;
  readonly interrupt: (bench: LiveBench) => Promise<void>;
  readonly least: { readonly requests: number; readonly versions: number };
}

let weights = 0;

/** A name that no weights had before. */
const nextWeights = () => `weights-${++weights}`;

async function loadNewWeights(bench: LiveBench): Promise<void> {
  await pauseEngine(bench, "abort");
  await nameWeights(bench, nextWeights());
  await resumeEngine(bench);
}

const INTERRUPTIONS: readonly Interruption[] = [
  {
    name: "broken off for new weights, then the engine goes on",
    interrupt: loadNewWeights,
    least: { requests: 2, versions: 2 },
  },
  {
    name: "a whole answer, broken off for new weights",
    streamed: false,
    interrupt: loadNewWeights,
    least: { requests: 2, versions: 2 },
  },
  {
    name: "new weights in the middle of an answer that goes on",
    async interrupt(bench) {
      await pauseEngine(bench);
      await nameWeights(bench, nextWeights());
      await resumeEngine(bench);
    },
    least: { requests: 1, versions: 2 },
  },
  {
    name: "paused, and set back to wait (`retract`)",
    where: isSglang,
    isRare: true,
    async interrupt(bench) {
      await pauseEngine(bench, "retract");
      await resumeEngine(bench);
    },
    least: { requests: 1, versions: 1 },
  },
  {
    name: "paused once what runs has come to its end (`wait`)",
    where: isVllm,
    isRare: true,
    async interrupt(bench) {
      await pauseEngine(bench, "finish");
      await nameWeights(bench, nextWeights());
      await resumeEngine(bench);
    },
    least: { requests: 1, versions: 1 },
  },
  {
    name: "put to sleep in the middle of an answer, and woken (`/sleep`)",
    where: isVllm,
    isRare: true,
    interrupt: sleepAndWake,
    least: { requests: 2, versions: 1 },
  },
  {
    name: "somebody else aborts all requests",
    isRare: true,
    interrupt: abortAll,
    least: { requests: 2, versions: 1 },
  },
  {
    name: "weights loaded from the disk in the middle of an answer",
    where: isSglang,
    isRare: true,
    interrupt: (bench) => loadWeights(bench, nextWeights()),
    least: { requests: 2, versions: 2 },
  },
];

/** An answer of which the engine does something else in its middle: the client sees one answer, proven as a graft is. */
export const INTERRUPTION_FAULTS: readonly LiveFault[] = INTERRUPTIONS.map(
  ({ name, where, isRare = false, streamed = true, interrupt, least }) => ({
    ...{ name, isRare },
    ...(where && { where }),
    play: (bench, session) => play(bench, { session, streamed, interrupt }),
    expect: WHOLE_ANSWER,
    proof: (bench, recording) => proveContinuation(bench, recording, least),
  }),
);

async function play(
  bench: LiveBench,
  { session, streamed, interrupt }: Pick<Interruption, "interrupt"> & { session: string; streamed: boolean },
): Promise<ClientView> {
  let interrupted: Promise<string | null> | null = null;
  const begin = () => interrupt(bench).then(() => null, errorMessage);
  const call = { session, streamed, maxTokens: TOKENS };
  const called = faultCall(bench, {
    ...call,
    onFirstPiece: () => {
      interrupted = begin();
    },
  });
  if (!streamed) interrupted = whenSampling(bench).then(begin, errorMessage);
  const view = await called;
  if (interrupted === null) throw new Error(`over before anything was done to it: ${clientWords(view)}`);
  const failure = await interrupted;
  if (failure !== null) throw new Error(failure);
  return view;
}
