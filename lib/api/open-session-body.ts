import { z } from "zod";
import { EVIDENCE_RULE, EVIDENCE_TEXT } from "@/lib/core/evidence/evidence-settings";
import { SESSION_ID, SESSION_ID_RULE } from "@/lib/core/recording/session-id";
import { samplingDefaultsSchema } from "@/lib/recorder/prompt/resolve-sampling";
import { policyName } from "@/lib/settings/policy-name";
import { anyJson, anyJsonObject } from "./any-json";

/** The body of `POST /api/sessions`. The contract served at `/api/openapi.json` is made of it. */
export const openSessionBody = z.strictObject({
  id: z.string().regex(SESSION_ID, SESSION_ID_RULE).nullish(),
  group_index: z.int().nullish(),
  index: z.int().nullish(),
  rollout_id: z.union([z.int(), z.string()]).nullish(),
  label: anyJson.optional(),
  prompt: anyJson.optional(),
  engine: z.string().min(1).nullish(),
  sampling_defaults: samplingDefaultsSchema.nullish(),
  max_context_tokens: z.int().min(2).nullish(),
  max_turns: z.int().positive().nullish(),
  policy: z.union([policyName, anyJsonObject]).nullish(),
  evidence: z.string().regex(EVIDENCE_TEXT, `must be ${EVIDENCE_RULE}`).nullish(),
  prompt_mode: z.enum(["graft", "render"]).nullish(),
  matcher: z.enum(["exact", "echo"]).nullish(),
  labels: anyJsonObject.nullish(),
  metadata: anyJsonObject.nullish(),
});
