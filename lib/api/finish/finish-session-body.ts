import { z } from "zod";
import { turnRewards } from "@/lib/api/annotations/turn-rewards";
import { anyJsonObject } from "@/lib/api/any-json";
import { policyName } from "@/lib/settings/policy-name";

/** The body of `POST /api/sessions/{id}/finish`. The contract served at `/api/openapi.json` is made of it. */
export const finishSessionBody = z.strictObject({
  reward: z.union([z.number(), z.record(z.string(), z.number())]).nullish(),
  leaf_rewards: z.record(z.string(), z.number()).nullish(),
  turn_rewards: turnRewards(z.number()).nullish(),
  metadata: anyJsonObject.nullish(),
  policy: policyName.nullish(),
});
