import { z } from "zod";

/** Rewards by the index of the turn that has them. */
export function turnRewards<S extends z.ZodType>(reward: S) {
  return z.record(z.string().regex(/^[1-9]\d{0,8}$/, "must be a turn, from 1"), reward);
}
