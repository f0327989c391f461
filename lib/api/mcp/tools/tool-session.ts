import { z } from "zod";

/** The session that a tool is about, and the policy that it is seen under. */
export const toolSession = z.object({
  session: z.string().min(1).max(500).describe("id of a session"),
  policy: z
    .enum(["strict", "slime", "slime-repaired", "areal-concat"])
    .optional()
    .describe("the policy that makes samples; the session's own unless given"),
});

/** The query that the inspector's reads take for these. */
export function policyQuery({ policy }: { readonly policy?: string | undefined }): URLSearchParams {
  return new URLSearchParams(policy === undefined ? {} : { policy });
}
