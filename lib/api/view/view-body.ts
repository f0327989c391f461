import { z } from "zod";
import { policyName } from "@/lib/settings/policy-name";

const position = z.int().min(0);

/** The body of `POST /api/view`. The contract served at `/api/openapi.json` is made of it. */
export const viewBody = z.strictObject({
  session: z.string().min(1).max(500),
  sentence: z.string().trim().min(1).max(500).describe("why it is worth a look"),
  turn: z.int().min(1).optional().describe("from 1"),
  from: position.optional().describe("first token in the turn's prompt and answer"),
  to: position.optional().describe("the token after the last; one token unless given"),
  message: position.optional().describe("its number in read_session, where no turn is given"),
  policy: policyName.optional(),
});
