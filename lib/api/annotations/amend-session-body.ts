import { z } from "zod";
import { anyJsonObject } from "@/lib/api/any-json";
import { PRODUCER, PRODUCER_RULE } from "@/lib/core/annotations/producer";
import { turnRewards } from "./turn-rewards";

const rewardOrNone = z.number().nullable();

/** The body of `PATCH /api/sessions/{id}`. The contract served at `/api/openapi.json` is made of it. */
export const amendSessionBody = z
  .strictObject({
    reward: z.union([z.number(), z.record(z.string(), z.number())]).nullable(),
    leaf_rewards: z.record(z.string(), rewardOrNone).nullable(),
    turn_rewards: turnRewards(rewardOrNone).nullable(),
    labels: anyJsonObject,
    metadata: anyJsonObject,
    producer: z.string().regex(PRODUCER, PRODUCER_RULE),
  })
  .partial();
