import type { GraftRefusal } from "./graft-refusal";

/** The outcome of a proof: it holds, or the first reason against it. */
export type Proof = { readonly type: "proven" } | GraftRefusal;

export const PROVEN: Proof = { type: "proven" };
