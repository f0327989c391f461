import { readConformanceSession } from "@/lib/core/file/conformance-session";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { SessionImport } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { importedSession } from "./imported-session";

/** A finished session of the `slime` policy from the conformance shape. Throws `FieldError`. */
export function importConformance(value: JsonValue): SessionImport {
  const { name, reward, settings, recording } = readConformanceSession(value);
  return {
    session: {
      ...importedSession(name),
      reward,
      policy: { name: "slime", ...settings },
      finished_policy: "slime",
    },
    turns: recording.turns.map(({ index, ...turn }) => {
      const promptIds = recording.prompts.ids(index);
      const digest = turnDigest(promptIds, turn.outputIds, turn.outputLogProbs);
      return { turn, promptIds, digest, createdAt: Date.now() };
    }),
  };
}
