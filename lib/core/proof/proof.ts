import type { GraftRefusal } from "./graft-refusal";

/** What a proof says: nothing stands against it, or the first thing that does. */
export type Proof = { readonly type: "proven" } | GraftRefusal;

export const PROVEN: Proof = { type: "proven" };
