import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { Trouble } from "./trouble";

/** What of `GET /healthz` the pages read; it says nothing of the engine to a browser that has no token. */
export interface EngineAnswer {
  readonly engine?: ToldEngine & { readonly name: string };
  /** Those of further models; absent where there are none. */
  readonly engines?: readonly (ToldEngine & { readonly engine: string; readonly model: string })[];
}

interface ToldEngine {
  readonly ok: boolean;
  readonly detail: string;
  readonly failures: { readonly calls: number; readonly last: string } | null;
  readonly paused?: { readonly answers: number } | null;
  readonly sentinel?: { readonly drift: string | null } | null;
}

/** What is wrong with the engines of further models, each named with its model. */
export function furtherTroubles({ engines = [] }: EngineAnswer): readonly Trouble[] {
  return engines.flatMap(
    ({ model, engine, ...told }) => engineTrouble({ engine: { ...told, name: `${engine}, ${model}` } }) ?? [],
  );
}

/** Null where the engine is well, as far as anybody knows. */
export function engineTrouble({ engine }: EngineAnswer): Trouble | null {
  if (!engine) return null;
  const { name, ok, detail, failures, paused = null } = engine;
  if (paused !== null) return pauseTrouble(name, paused.answers);
  if (!ok) {
    return {
      of: "engine",
      title: `The engine (${name}) is not ready.`,
      said: visibleText(detail),
      works: "Calls fail until it is; what is recorded can be read.",
    };
  }
  const drift = engine.sentinel?.drift ?? null;
  if (failures === null) return drift === null ? null : driftTrouble(name, drift);
  const which =
    failures.calls === 1 ? "The last call failed" : `The last ${plural(failures.calls, "call")} failed`;
  return {
    of: "engine",
    title: `${which} at the engine (${name}).`,
    said: visibleText(failures.last),
    works: "A call that failed is no turn; this goes away with the next that comes through.",
  };
}

function driftTrouble(name: string, drift: string): Trouble {
  return {
    of: "engine",
    title: `The engine (${name}) gives other log-probs than were recorded.`,
    said: visibleText(drift),
    works: "What is recorded stays as it was told; look whether a replica has other weights.",
  };
}

function pauseTrouble(name: string, answers: number): Trouble {
  const [wait, them] = answers === 1 ? ["waits", "it"] : ["wait", "they"];
  return {
    of: "engine",
    title: `The engine (${name}) is paused.`,
    said: `${plural(answers, "answer")} that it broke off ${wait} for it to go on, as after new weights.`,
    works: `What was sampled is kept, and ${them} ${answers === 1 ? "goes" : "go"} on from there.`,
  };
}
