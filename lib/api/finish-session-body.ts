import { z } from "zod";
import { policyName } from "@/lib/settings/policy-name";
import { anyJsonObject } from "./any-json";

/** The body of `POST /api/sessions/{id}/finish`. The contract served at `/api/openapi.json` is made of it. */
export const finishSessionBody = z.strictObject({
  reward: z.union([z.number(), z.record(z.string(), z.number())]).nullish(),
  leaf_rewards: z.record(z.string(), z.number()).nullish(),
  metadata: anyJsonObject.nullish(),
  policy: policyName.nullish(),
});
